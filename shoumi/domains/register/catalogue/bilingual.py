"""A text of the catalogue in both languages, chosen when it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Chinese and English of one text; ``str`` gives that of the language now active."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh
