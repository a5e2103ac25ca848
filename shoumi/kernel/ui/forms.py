"""How forms are drawn: our templates, Tabler's classes, an error summary on top.

`FORM_RENDERER = "shoumi.kernel.ui.forms.Renderer"`; after that `{{ form }}` is enough.
"""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_CHECKS = {"checkbox", "radio"}
_BARE = {"hidden", "submit", "button"}


class Renderer(TemplatesSetting):
    """Django's renderer with our form and field templates and a class for each widget."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        widget = context.get("widget")
        if isinstance(widget, dict):
            _dress(widget)
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    """Add the class that the widget is styled by, keeping the form's own; parts are dressed too."""
    for part in widget.get("subwidgets", ()):
        _dress(part)
    attrs = widget.get("attrs", {})
    name = _class_of(str(widget.get("template_name", "")), str(widget.get("type", "")))
    own = str(attrs.get("class", ""))
    if name and name not in own.split():
        widget["attrs"] = {**attrs, "class": f"{own} {name}".strip()}


def _class_of(template_name: str, kind: str) -> str:
    if template_name.endswith("select.html"):
        return "form-select"
    if kind in _CHECKS and not template_name.endswith(("radio.html", "checkbox_select.html")):
        return "form-check-input"
    if kind in _BARE or template_name.endswith(
        ("radio.html", "checkbox_select.html", "multiwidget.html", "splitdatetime.html")
    ):
        return ""
    return "form-control"
