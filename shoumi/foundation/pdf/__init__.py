"""The text that stands in a PDF, and several made into one."""

from shoumi.foundation.pdf.pdfium import Broken, Locked, Pages, joined, opened

__all__ = ["Broken", "Locked", "Pages", "joined", "opened"]
