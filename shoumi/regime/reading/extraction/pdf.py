"""PDF files: the text that stands in them. Pictures of text are refused, not guessed at."""

from typing import Final

from shoumi.foundation import pdf
from shoumi.regime.reading.refusals import MAX_CHARACTERS, MAX_PAGES, Unreadable, refuse_if_too_long

_FEWEST_SIGNS: Final = 10


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF, pages parted by form feeds; raises Unreadable."""
    try:
        with pdf.opened(content) as pages:
            if len(pages) > MAX_PAGES:
                raise Unreadable("too_many_pages", count=len(pages), limit=MAX_PAGES)
            texts = _texts(pages)
    except pdf.Locked as error:
        raise Unreadable("locked") from error
    except pdf.Broken as error:
        raise Unreadable("broken_pdf") from error
    text = "\f".join(texts)
    if len("".join(text.split())) < _FEWEST_SIGNS:
        raise Unreadable("scanned")
    return text


def _texts(pages: pdf.Pages) -> list[str]:
    texts: list[str] = []
    length = 0
    for index in range(len(pages)):
        texts.append(pages.text(index))
        length += len(texts[-1])
        if length > MAX_CHARACTERS:
            refuse_if_too_long("".join(texts))
    return texts
