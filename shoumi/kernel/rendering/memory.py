"""Where plaintext may wait: memory, never a disk."""

import io
import os
from typing import BinaryIO, cast


def memory_file() -> BinaryIO:
    """An empty file that is in memory alone, outside Python's own; with its closing it is gone."""
    if not hasattr(os, "memfd_create"):
        return io.BytesIO()
    return cast(BinaryIO, os.fdopen(os.memfd_create("shoumi"), "w+b"))
