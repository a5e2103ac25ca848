"""A file sealed for a partner: a PDF with the mark on every page, opened with a code alone."""

import io
from datetime import datetime

from django.utils import timezone
from pypdf import PdfWriter

from shoumi.domains.vault.models import Disclosure
from shoumi.kernel import rendering
from shoumi.kernel.rendering.values import Source


def mark_for(row: Disclosure, number: str, at: datetime) -> rendering.Mark:
    """For whom it is, when, and the number: what stands across every page."""
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return rendering.Mark((f"{row.partner} {row.recipient}", when, number), number)


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
