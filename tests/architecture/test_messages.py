"""Every text has its Chinese, compiled; a fresh machine has no gettext to do it."""

from pathlib import Path

import pytest

from tests.tools import catalogues

FOUND = catalogues.texts()
FOLDERS = sorted({*FOUND, *catalogues.catalogues()})


def name(folder: Path) -> str:
    return str(folder.relative_to(catalogues.PACKAGE))


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_every_text_has_its_chinese(folder: Path) -> None:
    assert catalogues.faults(folder, FOUND.get(folder, set())) == []


@pytest.mark.parametrize("folder", catalogues.catalogues(), ids=name)
def test_what_is_compiled_says_what_is_written(folder: Path) -> None:
    assert catalogues.is_compiled(folder), "run: python3 dev.py messages"


def test_no_text_has_two_translations() -> None:
    assert catalogues.contradictions() == []


def test_a_text_is_found_in_code_and_in_templates(tmp_path: Path) -> None:
    code = b'x = _("One") + ngettext("%(n)s day", "%(n)s days", 2) + pgettext("verb", "File")'
    assert {str(text) for text in catalogues.python_texts(code)} == {
        "'One'",
        "'%(n)s day'",
        "'File' [verb]",
    }
    page = tmp_path / "page.html"
    page.write_text(
        "{% load i18n %}\n  <p title=\"{% translate 'Two' %}\">"
        "{% blocktranslate with n=1 %}Three {{ n }}{% endblocktranslate %}</p>\n"
        "    {% blocktranslate count n=2 %}a{% plural %}b {{ n }}{% endblocktranslate %}"
    )
    found = {text.singular: text.plural for text in catalogues.template_texts(page)}
    assert found == {"Two": None, "Three %(n)s": None, "a": "b %(n)s"}


def test_a_missing_placeholder_is_seen() -> None:
    assert not catalogues._same_places("{at} is behind {last}", "{at} 有误")
    assert catalogues._same_places(("one day", "%(n)s days"), "%(n)s 天")
