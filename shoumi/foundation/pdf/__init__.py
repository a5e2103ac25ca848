"""Several PDFs of our own made into one. What others made is read in a process apart; see
`kernel.rendering`."""

from shoumi.foundation.pdf.pdfium import Broken, joined

__all__ = ["Broken", "joined"]
