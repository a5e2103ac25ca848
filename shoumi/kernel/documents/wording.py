"""The words that a paper's own frame adds, in the paper's language and not in the reader's."""

from datetime import date

from django.utils.translation import gettext, override, pgettext

from shoumi.kernel.documents.papers import Language


def frame_words(language: Language) -> dict[str, str]:
    """What stands around a paper's content: page count, date names, how it was signed."""
    with override(language):
        return {
            "content": gettext("Content SHA-256"),
            "page_before": pgettext("before the page number", "Page "),
            "page_between": pgettext("between page and page count", " of "),
            "page_after": pgettext("after the page count", " "),
            "decided_on": gettext("Decided on"),
            "recorded_on": gettext("entered on"),
            "on_paper": gettext("signed on paper"),
            "behalf_before": pgettext("before the name of the person stood for", "(for "),
            "behalf_after": pgettext("after the name of the person stood for", ")"),
            "date": gettext("Date"),
            "issued": gettext("Issued on"),
            "colon": pgettext("after a name, before its value", ": "),
        }


def full_date(day: date, language: Language) -> str:
    """A date as official papers write it: 2026年3月1日 (GB/T 9704-2012, 7.3.5), 1 March 2026."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"
