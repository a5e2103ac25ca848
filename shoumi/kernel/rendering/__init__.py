"""Files made into page images for one reader, each page marked with who sees it.

Every parse happens in a process of one job that is killed when it is late; nothing touches a disk.
`look` counts the pages, `render` and `render_many` draw them, `marked_file` is for print and
download, `converted` makes the viewing copy of an office file, `words` reads what a file says.
"""

from shoumi.kernel.rendering.kinds import kind_of
from shoumi.kernel.rendering.office import converted
from shoumi.kernel.rendering.reading import words
from shoumi.kernel.rendering.refusals import CannotRender, NoSuchPage
from shoumi.kernel.rendering.values import Hidden, HiddenMark, Mark, Page, Shown, Source
from shoumi.kernel.rendering.viewing import look, marked_file, render, render_many

__all__ = [
    "CannotRender",
    "Hidden",
    "HiddenMark",
    "Mark",
    "NoSuchPage",
    "Page",
    "Shown",
    "Source",
    "converted",
    "kind_of",
    "look",
    "marked_file",
    "render",
    "render_many",
    "words",
]
