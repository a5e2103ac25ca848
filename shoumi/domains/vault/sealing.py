"""A file sealed for a partner: a PDF with the mark on every page, opened with a code alone."""

import io

from pypdf import PdfWriter

from shoumi.kernel import rendering
from shoumi.kernel.rendering.values import Source


def sealed_pdf(source: Source, name: str, *, mark: rendering.Mark, code: str) -> bytes | None:
    """The marked file as an encrypted PDF (AES-256, ISO 32000-2); None where no PDF can be made of
    it. Raises CannotRender."""
    made = rendering.marked_file(source, name, mark=mark)
    if made is None or made[1] != "application/pdf":
        return None
    writer = PdfWriter(clone_from=io.BytesIO(made[0]))
    writer.encrypt(code, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
