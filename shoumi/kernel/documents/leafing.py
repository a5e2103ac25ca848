"""Leafing through an evidence file for the mark that a state secret bears on its pages."""

import re
from collections.abc import Iterator
from html import unescape

from shoumi.foundation import pdf
from shoumi.kernel.documents.marks import state_secret_head
from shoumi.kernel.documents.word import screening

PAGES = 50
UNPACKED = 60 * 1024 * 1024
# Where Word and Excel keep what a reader sees; pictures and styles hold no mark in letters.
_READ = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*)|xl/(?:sharedStrings|worksheets/.+))\.xml"
)
_LINE = re.compile(r"</w:p>|</si>|</row>|<w:br[ />]")
_TAG = re.compile(r"<[^>]*>")


def bears_state_secret_mark(content: bytes, media_type: str) -> bool:
    """Whether a page bears 绝密★, 机密★, 秘密★ or one of the first two alone on a line.

    Looks at the words of a PDF's first 50 pages and of an office file; a picture is not read, nor
    a file that can't be opened, which is for others to refuse.
    """
    if media_type == "application/pdf":
        texts = _of_pdf(content)
    elif media_type.startswith("image/"):
        return False
    else:
        texts = _of_office(content)
    return any(state_secret_head(text) for text in texts)


def _of_pdf(content: bytes) -> Iterator[str]:
    try:
        with pdf.opened(content) as pages:
            for index in range(min(len(pages), PAGES)):
                yield pages.text(index)
    except (pdf.Broken, pdf.Locked):
        return


def _of_office(content: bytes) -> Iterator[str]:
    try:
        for part in screening.parts_named(content, _READ, limit=UNPACKED):
            lines = _LINE.sub("\n", part.decode(errors="replace"))
            yield unescape(_TAG.sub("", lines))
    except screening.BadPackage:
        return
