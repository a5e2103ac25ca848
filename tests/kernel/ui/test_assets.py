"""What others made stands unchanged, and no page asks anything of another address."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[3] / "shoumi"
VENDORED = [PACKAGE / "kernel/ui/static/vendor", PACKAGE / "kernel/documents/fonts"]
OURS = sorted(PACKAGE.glob("**/templates/**/*.html"))
STATIC = sorted((PACKAGE / "kernel/ui/static/shoumi").glob("*"))


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_every_vendored_file_is_listed_and_unchanged(folder: Path) -> None:
    files = {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert files == sums(folder)


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_every_vendored_thing_brings_its_licence(folder: Path) -> None:
    texts = [
        file.read_text()
        for file in folder.rglob("*")
        if "LICENSE" in file.name or "OFL" in file.name
    ]
    assert len(texts) == 2
    assert all("Permission is hereby granted" in text for text in texts)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_no_template_carries_inline_script_style_or_a_foreign_address(file: Path) -> None:
    text = re.sub(r"{%.*?%}", "", file.read_text())
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert "//" not in re.sub(r"{#.*?#}", "", text).replace("<!doctype html>", "")


@pytest.mark.parametrize("file", STATIC, ids=lambda file: file.name)
def test_no_file_of_ours_names_a_foreign_address(file: Path) -> None:
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", file.read_text())


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = set(
        re.findall(r'<symbol id="([^"]+)"', (VENDORED[0] / "tabler-icons/icons.svg").read_text())
    )
    named = {name for file in OURS for name in re.findall(r'{% icon "([^"]+)"', file.read_text())}
    assert named
    assert named <= sprite


def test_the_chinese_words_are_complete_and_compiled_from_their_source() -> None:
    folder = PACKAGE / "kernel/ui/locale/zh_Hans/LC_MESSAGES"
    with (folder / "django.po").open("rb") as source, (folder / "django.mo").open("rb") as made:
        words = {first(m.id): first(m.string) for m in read_po(source) if m.id}
        compiled = {first(m.id): first(m.string) for m in read_mo(made) if m.id}
    assert all(words.values())
    assert words == compiled


def first(text: object) -> str:
    """The singular, for words that have a plural."""
    return str(text[0] if isinstance(text, (list, tuple)) else text)
