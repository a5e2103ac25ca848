"""How large a page image becomes; settled before anything is set aside for it."""

from shoumi.kernel.rendering import bounds

_TALLEST = 12_000


def fitted(width: float, height: float, wanted: int) -> tuple[int, int]:
    """Pixels for a page of these proportions, as wide as wanted unless it would grow too large."""
    scale = wanted / width
    scale = min(scale, _TALLEST / height, (bounds.RASTER_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))
