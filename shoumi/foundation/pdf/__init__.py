"""The text that stands in a PDF."""

from shoumi.foundation.pdf.text import Broken, Locked, Pages, opened

__all__ = ["Broken", "Locked", "Pages", "opened"]
