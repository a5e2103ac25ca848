"""What can be wrong with a log or with a proof."""


class TransparencyError(ValueError):
    """Something about a log is not as it must be; the message says what, in plain words."""


class Malformed(TransparencyError):
    """It can't be read, or can't be written, in the format that is required."""


class BadSignature(TransparencyError):
    """A trusted key did not sign this."""


class NotIncluded(TransparencyError):
    """The proof doesn't show that the entry is in the tree."""


class NotConsistent(TransparencyError):
    """The later tree doesn't begin with the earlier one, or a tree has another root."""


class WrongOpening(TransparencyError):
    """The value is not the one that the entry is bound to."""


class Altered(NotConsistent):
    """Stored bytes differ from what the rest of the log says they were."""


class AlteredEntry(Altered):
    """The entry at `index` doesn't match its stored leaf hash."""

    def __init__(self, index: int) -> None:
        super().__init__(f"entry {index} doesn't match the leaf hash that was stored for it")
        self.index = index


class AlteredTile(Altered):
    """A stored tile doesn't match the tiles below it."""

    def __init__(self, level: int, index: int) -> None:
        super().__init__(f"tile {index} of level {level} doesn't match the entries below it")
        self.level = level
        self.index = index


class AlteredTree(Altered):
    """The entries up to `size` don't hash to a root held for that size.

    `sound_size` is the size of the last held root that they did hash to: what was changed lies
    in entries `sound_size` to `size - 1`.
    """

    def __init__(self, sound_size: int, size: int) -> None:
        super().__init__(
            f"the first {size} entries don't hash to the root held for size {size}; "
            f"the first {sound_size} do"
        )
        self.sound_size = sound_size
        self.size = size


class Truncated(Altered):
    """The log is shorter than a root held for it."""

    def __init__(self, found: int, size: int) -> None:
        super().__init__(f"the log holds {found} entries, but a root is held for {size}")
        self.found = found
        self.size = size
