"""Hidden marks that are none: they look around in the worker, hang, crash or grow."""

import os
import resource
import signal
import sys
from pathlib import Path

from PIL import Image

LARGE = 1 << 40


def corner(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    """Writes page and secret into the first pixels."""
    raster = raster.copy()
    for place, level in enumerate((page, *secret)):
        raster.paste((level,) * 3, (0, 60 * place, 60, 60 * place + 60))
    return raster


def look_around(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    """Black if the worker is as confined as it should be, else as it was."""
    confined = (
        resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0)
        and resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
        and resource.getrlimit(resource.RLIMIT_CPU)[0] < 120
        and not set(os.environ) - {"LC_CTYPE"}
        and not any(name == "django" or name.startswith("django.") for name in sys.modules)
        and Path.cwd() == Path("/")
    )
    return Image.new("RGB", raster.size, "black") if confined else raster


def write(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    Path(secret.decode()).write_bytes(raster.tobytes())
    return raster


def hang(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    while True:
        raster.getpixel((0, 0))


def crash(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    os.kill(os.getpid(), signal.SIGSEGV)
    return raster


def grow(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    return Image.frombytes("L", (1, 1), bytes(bytearray(LARGE)))


def speak(raster: Image.Image, /, *, page: int, secret: bytes) -> Image.Image:
    print("a library that prints", flush=True)
    return raster
