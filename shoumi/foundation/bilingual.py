"""A sentence in the two languages of the house, for data that is kept in files and not in
catalogues of messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One meaning said in Chinese and in English; neither may be empty."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise ValueError("a bilingual text needs both its Chinese and its English words")

    def said_in(self, language: str) -> str:
        """The words in `language` (an IETF tag such as `zh-hans` or `en`); anything but Chinese
        reads English.
        """
        return self.zh if language.lower().startswith("zh") else self.en

    def filled(self, **words: object) -> "Bilingual":
        """The same sentence with its `{named}` places filled in."""
        return Bilingual(self.zh.format(**words), self.en.format(**words))

    @classmethod
    def from_table(cls, table: object, where: str) -> "Bilingual":
        """Read `{zh = "…", en = "…"}`; raises ValueError that names the place `where` it stood."""
        if not isinstance(table, Mapping) or set(table) != {"zh", "en"}:
            raise ValueError(f"{where}: expected a table with exactly zh and en")
        zh, en = table["zh"], table["en"]
        if not isinstance(zh, str) or not isinstance(en, str) or not zh.strip() or not en.strip():
            raise ValueError(f"{where}: zh and en must be non-empty texts")
        return cls(zh, en)
