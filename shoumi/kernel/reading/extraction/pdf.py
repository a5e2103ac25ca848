"""PDF files: the text that stands in them, read in a process apart. Pictures of text are refused,
not guessed at."""

import io
from typing import Final

from shoumi.kernel import rendering
from shoumi.kernel.reading.refusals import MAX_CHARACTERS, MAX_PAGES, Unreadable, refuse_if_too_long

_FEWEST_SIGNS: Final = 10


def text_of_pdf(content: bytes) -> str:
    """The text of a PDF, pages parted by form feeds; raises Unreadable."""
    try:
        pages = rendering.look(io.BytesIO(content), "").pages
        if pages > MAX_PAGES:
            raise Unreadable("too_many_pages", count=pages, limit=MAX_PAGES)
        text = "\f".join(_texts(content))
    except rendering.CannotRender as cannot:
        raise Unreadable("locked" if cannot.code == "locked" else "broken_pdf") from cannot
    if len("".join(text.split())) < _FEWEST_SIGNS:
        raise Unreadable("scanned")
    return text


def _texts(content: bytes) -> list[str]:
    texts: list[str] = []
    length = 0
    for text in rendering.words(io.BytesIO(content)):
        texts.append(text)
        length += len(text)
        if length > MAX_CHARACTERS:
            refuse_if_too_long("".join(texts))
    return texts
