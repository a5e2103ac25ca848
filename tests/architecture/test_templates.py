"""Every template compiles, and asks nothing of the browser that the strict CSP would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates

from tests.architecture.sources import PACKAGE, ROOT, templates

INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "hx-on": re.compile(r"\bhx-on\b", re.I),
}
# Namespaces and schemas are names, not addresses that anybody fetches.
NAMES_ONLY = re.compile(r"https?://(www\.w3\.org|schemas\.|purl\.org|docs\.oasis)")
FETCHED = re.compile(
    r"""(?:src|href|action|url\(|@import|fetch\(|hx-get|hx-post)\s*=?\s*["'(]?\s*((?:https?:)?//[^\s"')]+)"""
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def engine() -> DjangoTemplates:
    found = engines["django"]
    assert isinstance(found, DjangoTemplates)
    return found


@pytest.mark.parametrize(
    "path", [p for p in templates() if p.suffix in {".html", ".txt"}], ids=name
)
def test_the_template_compiles(path: Path) -> None:
    engine().from_string(path.read_text(encoding="utf-8"))


def test_no_template_holds_inline_script_or_style() -> None:
    found = [
        f"{name(path)}:{number} {what}"
        for path in templates()
        if path.suffix == ".html"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for what, pattern in INLINE.items()
        if pattern.search(line)
    ]
    assert found == []


def test_nothing_that_is_shipped_asks_a_third_party() -> None:
    found = [
        f"{name(path)}: {match.group(1)}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".html", ".css", ".js", ".svg"} and path.is_file()
        for match in FETCHED.finditer(path.read_text(encoding="utf-8", errors="replace"))
        if not NAMES_ONLY.match(match.group(1))
    ]
    assert found == []
