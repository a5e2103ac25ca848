"""Pictures: PNG, JPEG, WebP, BMP, the pages of a TIFF, the first frame of what moves."""

import io
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, Final

from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin  # noqa: F401, loads two formats

from shoumi.kernel.rendering import bounds
from shoumi.kernel.rendering.values import Mark
from shoumi.kernel.rendering.worker import marking
from shoumi.kernel.rendering.worker.refused import Refused
from shoumi.kernel.rendering.worker.sizes import fitted

_FORMATS: Final = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_RENDERER: Final = f"pillow {version('pillow')}/shoumi 1"
_SMALL: Final = 600
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 92},
    "WEBP": {"quality": 92},
    "TIFF": {"compression": "tiff_lzw"},
}
_SUFFIXES: Final = {
    "PNG": "png",
    "JPEG": "jpg",
    "WEBP": "webp",
    "TIFF": "tif",
    "BMP": "bmp",
    "GIF": "gif",
}
# What moves keeps its frames but not its pace.
_MANY: Final = {"TIFF", "GIF", "WEBP"}
_TURN: Final = 0x0112
_SIDEWAYS: Final = {5, 6, 7, 8}

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

    def height(self, index: int) -> int:
        if self._frames > 1:
            self._image.seek(index)
        wide, tall = self._image.size
        if self._image.getexif().get(_TURN, 1) in _SIDEWAYS:
            wide, tall = tall, wide
        wide, tall = fitted(wide, tall, 1000)
        return max(1, 1000 * tall // wide)

    def marked(self, mark: Mark) -> tuple[bytes, str]:
        """At its full size; what stood beside the pixels (place, camera) is left out."""
        # A photograph with a second one inside calls itself MPO.
        form = {"MPO": "JPEG"}.get(str(self._image.format), str(self._image.format))
        frames = self._marked_frames(mark)
        first, options = next(frames), _OPTIONS.get(form, {})
        if getattr(self._image, "n_frames", 1) > 1 and form in _MANY:
            options = {**options, "save_all": True, "append_images": frames}
        return marking.packed(first, form, **options), _SUFFIXES[form]

    def _marked_frames(self, mark: Mark) -> Iterator[Image.Image]:
        """Every frame that is written; a file of more pixels than two large pictures is refused."""
        pixels = 0
        many = getattr(self._image, "n_frames", 1) if self._image.format in _MANY else 1
        if many > bounds.FRAMES:
            raise Refused("too_large")
        for index in range(many):
            if many > 1:
                self._image.seek(index)
            pixels += self._image.width * self._image.height
            if pixels > 2 * bounds.PICTURE_PIXELS:
                raise Refused("too_large")
            plain = _plain(self._image)
            marking.put(mark, plain)
            yield plain


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
