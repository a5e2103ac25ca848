"""Leafing through an evidence file for the mark that a state secret bears on its pages."""

import io

from shoumi.kernel import rendering
from shoumi.kernel.documents.marks import state_secret_head


def bears_state_secret_mark(content: bytes, media_type: str) -> bool:
    """Whether a page bears 绝密★, 机密★, 秘密★ or one of the first two alone on a line.

    The words are read in a process apart. A picture is not read, nor what can't be opened, which
    is for others to refuse.
    """
    if media_type.startswith("image/"):
        return False
    try:
        return any(state_secret_head(text) for text in rendering.words(io.BytesIO(content)))
    except rendering.CannotRender:
        return False
