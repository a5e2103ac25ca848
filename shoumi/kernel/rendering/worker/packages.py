"""Office files of the kind that is a zip of XML: the mark on every page, all else as it was."""

from typing import Final

from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import slides, tables, writings
from shoumi.kernel.rendering.worker.archive import Archive
from shoumi.kernel.rendering.worker.parts import Parts
from shoumi.kernel.rendering.worker.refused import Refused

_OPEN, _MACROS = "application/vnd.openxmlformats-officedocument.", "application/vnd.ms-"
_MAIN: Final = {
    _OPEN + "wordprocessingml.document.main+xml": ("docx", writings.mark),
    _MACROS + "word.document.macroEnabled.main+xml": ("docm", writings.mark),
    _OPEN + "spreadsheetml.sheet.main+xml": ("xlsx", tables.mark),
    _MACROS + "excel.sheet.macroEnabled.main+xml": ("xlsm", tables.mark),
    _OPEN + "presentationml.presentation.main+xml": ("pptx", slides.mark),
    _MACROS + "powerpoint.presentation.macroEnabled.main+xml": ("pptm", slides.mark),
}
_SEALED: Final = "EncryptedPackage".encode("utf-16-le")


def opened(content: bytes, suffix: str) -> "Package":
    """The open file; its suffix says nothing. Raises Refused."""
    if not content.startswith(b"PK"):
        raise Refused("locked" if _SEALED in content else "damaged")
    return Package(Archive(content))


class Package:
    """A zip, which may be an office file; macros stay as they are and are not looked at."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def marked(self, mark: Mark) -> tuple[bytes, str] | None:
        """None for a zip that is no office file."""
        if "[Content_Types].xml" not in self._archive:
            return None
        self._archive.require_clear()
        parts = Parts(self._archive)
        for kind, (suffix, put) in _MAIN.items():
            for main in parts.of_type(kind):
                put(parts, main, mark)
                return self._archive.packed(), suffix
        return None
