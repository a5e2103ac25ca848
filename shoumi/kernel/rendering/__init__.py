"""Files made into page images for one reader, each page marked with who sees it.

Every parse happens in a process of one job that is killed when it is late; nothing touches a disk.
`look` counts the pages, `render` and `render_many` draw them, `marked_file` is for print and
download, `converted` makes the viewing copy of an office file, `bound` that of the
pictures of several pages, `words` reads what a file says.
"""

from shoumi.kernel.rendering.binding import bound
from shoumi.kernel.rendering.kinds import kind_of
from shoumi.kernel.rendering.marking import marked_copy, marked_file
from shoumi.kernel.rendering.office import can_convert, converted
from shoumi.kernel.rendering.reading import words
from shoumi.kernel.rendering.refusals import CannotMark, CannotRender, NoSuchPage
from shoumi.kernel.rendering.values import (
    Converted,
    Hidden,
    HiddenMark,
    Mark,
    Marked,
    Page,
    Shown,
    Source,
)
from shoumi.kernel.rendering.viewing import look, render, render_many

__all__ = [
    "CannotMark",
    "CannotRender",
    "Converted",
    "Hidden",
    "HiddenMark",
    "Mark",
    "Marked",
    "NoSuchPage",
    "Page",
    "Shown",
    "Source",
    "bound",
    "can_convert",
    "converted",
    "kind_of",
    "look",
    "marked_copy",
    "marked_file",
    "render",
    "render_many",
    "words",
]
