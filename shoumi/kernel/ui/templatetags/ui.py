"""The components as template tags: `{% load ui %}`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from shoumi.kernel.ui import components
from shoumi.kernel.ui.tables import Table

register = template.Library()

register.simple_tag(components.icon)
register.simple_tag(components.grade_mark)
register.simple_tag(components.state_badge)
register.simple_tag(components.verdict_badge)
register.simple_tag(components.person_chip)


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, body: str = "", url: str = "", action: str = "", icon: str = "inbox") -> Any:
    """Nothing here yet, and what to do next."""
    return {"title": title, "body": body, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/parts/figure.html")
def figure(label: str, value: Any, note: str = "", tone: str = "neutral", url: str = "") -> Any:
    """A card with one number."""
    return {"label": label, "value": value, "note": note, "tone": tone, "url": url}


@register.inclusion_tag("ui/parts/facts.html")
def facts(pairs: Iterable[tuple[Any, Any]] | Mapping[Any, Any]) -> Any:
    """A list of names and values; a missing value is shown as a dash."""
    return {"pairs": list(pairs.items() if isinstance(pairs, Mapping) else pairs)}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(moments: Iterable[Any]) -> Any:
    """Moments in order, each with `at`, `title`, and perhaps `who`, `note`, `icon`, `tone`,
    `recorded_at` (shown when it was entered later than it happened)."""
    return {"moments": moments}


@register.inclusion_tag("ui/parts/steps.html")
def steps(stages: Iterable[Any]) -> Any:
    """A procedure's steps, each with `label`, `stage` (done, current, ahead, refused), and
    perhaps `who`, `on`."""
    return {"stages": stages}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(places: Iterable[Any], label: str) -> Any:
    """Links drawn as tabs, each with `label`, `url`, `here`, and perhaps `count`."""
    return {"places": places, "label": label}


@register.inclusion_tag("ui/tables/table.html", takes_context=True)
def show_table(context: template.Context, table: Table) -> Any:
    """The whole list: tools, rows, pages."""
    return {
        "table": table,
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.simple_block_tag(takes_context=True)
def confirm(
    context: template.Context,
    content: str,
    *,
    url: str,
    button: str,
    title: str,
    agree: str = "",
    icon: str = "",
    tone: str = "danger",
    style: str = "outline-danger",
) -> SafeString:
    """A button that asks first. The block's content (fields, a warning) stands in its form.

    Without JavaScript the dialog unfolds in place.
    """
    # While a template is rendered its context has it.
    page = context.template.engine.get_template("ui/parts/confirm.html")  # type: ignore[union-attr]
    values = {
        "content": content, "url": url, "button": button, "title": title, "icon": icon,
        "agree": agree or button, "tone": tone, "style": style,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
    return page.render(context.new(values))
