"""The texts of the house and their Chinese: what is in the code, what is in the catalogues.

No gettext binary is needed: Babel reads Python, Django turns templates into what Babel can read.
"""

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "shoumi"
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "t": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Floors without an app of their own speak through the one that stands nearest.
HOMES = {
    PACKAGE / "kernel" / "access": PACKAGE / "kernel" / "activity",
    PACKAGE / "kernel" / "actions": PACKAGE / "kernel" / "activity",
    PACKAGE / "kernel" / "controls": PACKAGE / "kernel" / "activity",
}
FALLBACK = PACKAGE / "config"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)[^{}]*\}")


@dataclass(frozen=True)
class Text:
    """One text that a person may read."""

    context: str | None
    singular: str
    plural: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.singular

    def __str__(self) -> str:
        return repr(self.singular) + (f" [{self.context}]" if self.context else "")


def home(path: Path) -> Path:
    """The folder whose catalogue holds the texts of this file."""
    for folder in path.parents:
        if folder in HOMES:
            return HOMES[folder]
        if (folder / "apps.py").exists():
            return folder
        if folder == PACKAGE:
            break
    return FALLBACK


def texts(package: Path = PACKAGE) -> dict[Path, set[Text]]:
    """Every text of the code and the templates, by the folder whose catalogue should hold it."""
    found: dict[Path, set[Text]] = {}
    for path in sorted(package.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found.setdefault(home(path), set()).update(python_texts(path.read_bytes()))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found.setdefault(home(path), set()).update(template_texts(path))
    found.setdefault(FALLBACK, set()).update(command_texts(package))
    return {folder: held for folder, held in found.items() if held}


def python_texts(source: bytes) -> Iterator[Text]:
    options = {"encoding": "utf-8"}
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source), KEYWORDS, (), options
    ):
        parts = (message,) if isinstance(message, str) else tuple(message)
        if parts[0]:
            yield Text(context, parts[0], parts[1] if len(parts) > 1 else None)


def template_texts(path: Path) -> Iterator[Text]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # What Django gives is a line of Python here and there, indented as the template was.
    yield from python_texts("\n".join(line.strip() for line in code.splitlines()).encode())


def command_texts(package: Path) -> Iterator[Text]:
    """A command's help is the first line of its docstring, be it a module or a package."""
    folder = package / "config" / "commands"
    for path in sorted([*folder.glob("[!_]*.py"), *folder.glob("[!_]*/__init__.py")]):
        docstring = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        yield Text(None, docstring.split("\n", 1)[0])


def read(folder: Path) -> Catalog:
    """The folder's catalogue; an empty one where there is none yet."""
    path = folder / CATALOGUE
    if not path.exists():
        return _new(folder)
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django", abort_invalid=True)


def _new(folder: Path) -> Catalog:
    name = ".".join(folder.relative_to(PACKAGE.parent).parts)
    return Catalog(
        locale="zh_Hans",
        domain="django",
        project="Shoumi",
        version="0.1.0",
        header_comment=f"# Simplified Chinese words of {name}.",
        last_translator="Shoumi",
        language_team="Shoumi",
        charset="utf-8",
        fuzzy=False,
    )


def faults(folder: Path, wanted: set[Text]) -> list[str]:
    """What a catalogue lacks, holds in vain, or says wrongly."""
    catalog = read(folder)
    where = folder.relative_to(PACKAGE.parent)
    held = {(message.context, _singular(message.id)): message for message in catalog if message.id}
    found = [f"{where}: no Chinese for {text}" for text in wanted if text.key not in held]
    known = {text.key: text for text in wanted}
    for key, message in held.items():
        name = f"{where}: {key[1]!r}"
        chinese = message.string or ""
        translated = [chinese] if isinstance(chinese, str) else list(chinese)
        if key not in known:
            found.append(f"{name} is no text of the house any more")
        elif not all(translated):
            found.append(f"{where}: no Chinese for {known[key]}")
        elif message.fuzzy:
            found.append(f"{name} is marked fuzzy")
        elif (known[key].plural is not None) != isinstance(message.id, tuple | list):
            found.append(f"{name} has a plural in one place only")
        elif any(not _same_places(message.id, text) for text in translated):
            found.append(f"{name} names other placeholders than its Chinese")
    return sorted(found)


def _singular(msgid: "str | tuple[str, ...] | list[str]") -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _same_places(msgid: "str | tuple[str, ...] | list[str]", chinese: str) -> bool:
    forms = [msgid] if isinstance(msgid, str) else list(msgid)
    # A plural may leave its number out of the singular; Chinese has the plural's form alone.
    return _places(chinese) == _places(forms[-1])


def _places(text: str) -> list[str]:
    return sorted(match.group() for match in PLACEHOLDER.finditer(text))


def compiled(folder: Path) -> bytes:
    output = io.BytesIO()
    write_mo(output, read(folder))
    return output.getvalue()


def is_compiled(folder: Path) -> bool:
    """Whether the .mo beside the .po says the same."""
    path = (folder / CATALOGUE).with_suffix(".mo")
    if not path.exists():
        return False
    return _spoken(path.read_bytes()) == _spoken(compiled(folder))


def _spoken(mo: bytes) -> dict[object, object]:
    return {(m.context, str(m.id)): m.string for m in read_mo(io.BytesIO(mo)) if m.id}


def compile_catalogue(folder: Path) -> None:
    (folder / CATALOGUE).with_suffix(".mo").write_bytes(compiled(folder))


def take_up(folder: Path, wanted: set[Text]) -> None:
    """Write new texts into the catalogue without Chinese, and drop those that are gone."""
    catalog = read(folder)
    known = {text.key for text in wanted}
    for message in [message for message in catalog if message.id]:
        if (message.context, _singular(message.id)) not in known:
            catalog.delete(message.id, context=message.context)
    for text in sorted(wanted, key=str):
        if catalog.get(text.singular, context=text.context) is None:
            msgid = (text.singular, text.plural) if text.plural is not None else text.singular
            catalog.add(msgid, context=text.context)
    path = folder / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False)


def catalogues() -> list[Path]:
    """Every folder that has a catalogue."""
    return sorted(path.parents[3] for path in PACKAGE.rglob(str(CATALOGUE)))


def contradictions() -> list[str]:
    """Texts that two catalogues put into different Chinese; Django would let one of them win."""
    said: dict[tuple[str | None, str], tuple[Path, object]] = {}
    found = []
    for folder in catalogues():
        for message in read(folder):
            if not message.id:
                continue
            key = (message.context, _singular(message.id))
            first, string = said.setdefault(key, (folder, message.string))
            if string != message.string:
                names = f"{first.relative_to(PACKAGE)} and {folder.relative_to(PACKAGE)}"
                found.append(f"{key[1]!r} differs: {string} / {message.string} ({names})")
    return sorted(found)
