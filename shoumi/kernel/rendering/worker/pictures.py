"""Pictures: PNG, JPEG, WebP, BMP, the pages of a TIFF, the first frame of what moves."""

import io
from importlib.metadata import version
from typing import Final

from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin  # noqa: F401, loads two formats

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.refused import Refused
from shoumi.kernel.rendering.worker.sizes import fitted

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_RENDERER: Final = f"pillow {version('pillow')}/shoumi 1"
_SMALL: Final = 600
_QUALITY: Final = 92

Image.MAX_IMAGE_PIXELS = bounds.PICTURE_PIXELS


def opened(content: bytes, suffix: str) -> "Picture":
    """The open picture; its suffix says nothing. Raises Refused."""
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused("too_large") from error
    picture = Picture(image)
    picture.require_modest()
    return picture


class Picture:
    renderer: str = _RENDERER

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._frames = _frames(image)

    def __len__(self) -> int:
        return self._frames

    def require_modest(self) -> None:
        """Raises Refused for more pixels than are unpacked."""
        if self._image.width * self._image.height > bounds.PICTURE_PIXELS:
            raise Refused("too_large")

    def raster(self, index: int, width: int) -> Image.Image:
        if self._frames > 1:
            self._image.seek(index)
            self.require_modest()
        elif self._image.format == "JPEG":
            # Let the decoder itself halve what is much too large.
            self._image.draft("RGB", (width, width))
        plain = _plain(self._image)
        # A small picture is enlarged until a mark can be read on it.
        wanted = min(width, max(plain.width, _SMALL))
        size = fitted(plain.width, plain.height, wanted)
        if size == plain.size:
            return plain
        return plain.resize(size, Image.Resampling.BICUBIC, reducing_gap=3)

    def marked(self, mark: Mark) -> bytes:
        """At its full size; what stood beside the pixels (place, camera) is left out."""
        form = str(self._image.format)
        plain = _plain(self._image)
        marking.put(mark, plain)
        options = {"quality": _QUALITY} if form == "JPEG" else {}
        return marking.packed(plain, form, **options)


def _frames(image: Image.Image) -> int:
    """Pages of a TIFF; of what moves only the first frame is shown, so nobody counts the others."""
    if image.format != "TIFF":
        return 1
    count = 1
    while count <= bounds.FRAMES:
        try:
            image.seek(count)
        except EOFError:
            image.seek(0)
            return count
        count += 1
    raise Refused("too_large")


def _plain(image: Image.Image) -> Image.Image:
    """RGB on white, upright."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith(("I", "F")):
        upright = _eight_bits(upright)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return upright.convert("RGB") if upright.mode != "RGB" else upright.copy()


def _eight_bits(image: Image.Image) -> Image.Image:
    """A picture of more than 256 greys, its own darkest to its own lightest."""
    deep = image.convert("F")
    low, high = (float(value) for value in deep.getextrema())  # type: ignore[arg-type]
    scale = 255 / (high - low) if high > low else 0
    return deep.point(lambda grey: grey * scale - low * scale).convert("L")
