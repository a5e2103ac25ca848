"""Fields for what people type or paste: one line, a passage, or rows of passages."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.actions import UNSHOWN, is_shown

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")


class Words(forms.CharField):
    """Text that a page can show as it stands. `lines` gives its height; 1 is a single line."""

    def __init__(self, *, lines: int = 1, **kwargs: Any) -> None:
        self.lines = lines
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = _BREAKS.sub("\n", str(super().to_python(value) or ""))
        if not is_shown(text):
            raise ValidationError(UNSHOWN)
        return text if self.lines > 1 else " ".join(text.split())


class RowsInput(forms.Widget):
    """Text areas under one name, one empty at the end; an emptied one is left out."""

    template_name = "register/forms/rows.html"
    use_fieldset = True

    def __init__(self, *, least: int = 2, lines: int = 2) -> None:
        super().__init__()
        self.least, self.lines = least, lines

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, ()))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [str(text) for text in value or ()]
        context["rows"] = rows + [""] * max(self.least - len(rows), 0)
        context["lines"] = self.lines
        return context


class RowsField(forms.Field):
    """A list of texts, each at most `longest` characters, at most `most` of them."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any) -> None:
        self.row = Words(lines=2, required=False, max_length=longest)
        self.most = most
        kwargs.setdefault("widget", RowsInput())
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        texts = []
        for number, typed in enumerate(value or (), start=1):
            try:
                texts.append(str(self.row.clean(typed)))
            except ValidationError as wrong:
                text = _("Row %(row)s: %(wrong)s")
                raise ValidationError(
                    text, params={"row": number, "wrong": " ".join(wrong.messages)}
                ) from None
        found = [text for text in texts if text]
        if len(found) > self.most:
            raise ValidationError(_("At most %(most)s rows."), params={"most": self.most})
        return found
