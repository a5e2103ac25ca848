"""The entries' bytes against tiles, head, signed checkpoints, and heads held elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge

from django.db import connection
from django.db.models import Max

from shoumi.foundation.transparency.merkle import HASH_SIZE
from shoumi.foundation.transparency.tiles import tile_width
from shoumi.foundation.transparency.verifier.checkpoints import (
    SignedHead,
    TrustedKey,
    verify_checkpoint,
)
from shoumi.foundation.transparency.verifier.errors import (
    AlteredEntry,
    AlteredTile,
    AlteredTree,
    BadSignature,
    Malformed,
    Truncated,
)
from shoumi.foundation.transparency.verifier.logs import HeldHead, VerifiedLog, verify_log
from shoumi.kernel.activity.models import Checkpoint, Entry, Tile
from shoumi.kernel.activity.tiles import stored_head
from shoumi.kernel.activity.verification.chunks import in_order
from shoumi.kernel.activity.verification.findings import Finding, Kind, found

CHUNK = 4096
AHEAD = 64


class _TilesAhead:
    """Tiles as they are asked for, in order; each level is read some way ahead."""

    def __init__(self) -> None:
        self._read: dict[int, dict[int, bytes]] = {}

    def read_tile(self, level: int, index: int) -> bytes:
        """All hashes of the tile; empty when it is missing."""
        ahead = self._read.get(level, {})
        if index not in ahead:
            rows = Tile.objects.filter(level=level, index__gte=index, index__lt=index + AHEAD)
            ahead = dict.fromkeys(range(index, index + AHEAD), b"")
            ahead.update((at, bytes(hashes)) for at, hashes in rows.values_list("index", "hashes"))
            self._read[level] = ahead
        return ahead[index]


@dataclass
class TreeCheck:
    """One reading of the whole log. `tiles` off leaves out what the database says of itself."""

    signed: Iterable[HeldHead] = ()
    held: Sequence[HeldHead] = ()
    tiles: bool = True
    findings: list[Finding] = field(default_factory=list)
    size: int = 0
    root: bytes = b""
    _wide: list[tuple[int, int, int]] = field(default_factory=list)
    _stored: _TilesAhead = field(default_factory=_TilesAhead)

    def run(self) -> None:
        """Read all; the first fault ends it, since all that follows would only repeat it."""
        try:
            log = self._verified()
        except AlteredEntry as error:
            self._found(Kind.ENTRY_CHANGED, f"entry/{error.index}")
        except AlteredTile as error:
            self._found(Kind.TILE_CHANGED, f"tile/{error.level}/{error.index}")
        except AlteredTree as error:
            kind = self._blame(error.size, Kind.HISTORY_REWRITTEN)
            self._found(kind, f"entries/{error.sound_size}-{error.size - 1}")
        except Truncated as error:
            kind = self._blame(error.size, Kind.TRUNCATED)
            self._found(kind, f"entries/{error.found}-{error.size - 1}")
        except _Missing as error:
            self._found(Kind.ENTRY_MISSING, f"entry/{error.index}")
        else:
            self.size, self.root = log.size, log.root
            for level, index, width in self._wide:
                if width > tile_width(level, index, log.size):
                    self._found(Kind.TILE_CHANGED, f"tile/{level}/{index}")
            if self.tiles and (log.size, log.root) != stored_head():
                self._found(Kind.HEAD_CHANGED, f"head/{stored_head().size}")

    def _verified(self) -> VerifiedLog:
        heads = merge(self.signed, sorted(self.held))
        return verify_log(_stored_leaves(), heads, self._tile if self.tiles else None)

    def _tile(self, level: int, index: int, width: int) -> bytes:
        stored = self._stored.read_tile(level, index)
        if len(stored) > HASH_SIZE * width:
            self._wide.append((level, index, len(stored) // HASH_SIZE))
        return stored

    def _blame(self, size: int, otherwise: Kind) -> Kind:
        """A head held elsewhere says more than one that lay beside what was changed."""
        held = any(head.size == size for head in self.held)
        return Kind.HELD_HEAD_CONTRADICTED if held else otherwise

    def _found(self, kind: Kind, subject: str) -> None:
        self.findings.append(found(kind, subject))


class _Missing(Exception):
    def __init__(self, index: int) -> None:
        self.index = index


def _stored_leaves() -> Iterator[list[bytes]]:
    """The entries' bytes in the tree's order, chunk by chunk; raises _Missing at a gap."""
    top = Entry.objects.aggregate(top=Max("index"))["top"]
    size = 0 if top is None else top + 1
    query = (
        f'SELECT leaf FROM "{Entry._meta.db_table}" '
        'WHERE "index" >= %s AND "index" < %s ORDER BY "index"'
    )
    with connection.cursor() as cursor:
        for start in range(0, size, CHUNK):
            end = min(start + CHUNK, size)
            cursor.execute(query, [start, end])
            rows = cursor.fetchall()
            if len(rows) != end - start:
                raise _Missing(_first_gap(start, end))
            yield [bytes(leaf) for (leaf,) in rows]


def _first_gap(start: int, end: int) -> int:
    there = Entry.objects.filter(index__gte=start, index__lt=end)
    return min(set(range(start, end)) - set(there.values_list("index", flat=True)))


def signed_heads(keys: Sequence[TrustedKey], findings: list[Finding]) -> Iterator[HeldHead]:
    """The heads of every stored checkpoint that a trusted key signed, smallest first.

    What isn't signed by one of `keys` goes to `findings`.
    """
    before = ""
    for row in in_order(Checkpoint.objects.all(), "size", "id"):
        if row.note == before:
            continue
        before = row.note
        try:
            head = _opened(row.note, keys)
        except (BadSignature, Malformed):
            findings.append(found(Kind.CHECKPOINT_FORGED, f"checkpoint/{row.pk}"))
            continue
        if head.size == row.size:
            yield HeldHead(head.size, head.root)
        else:
            findings.append(found(Kind.CHECKPOINT_FORGED, f"checkpoint/{row.pk}"))


def held_heads(
    notes: Iterable[str], keys: Sequence[TrustedKey], findings: list[Finding]
) -> list[HeldHead]:
    """The heads of checkpoints kept elsewhere. Raises Malformed when one can't be read."""
    heads = set()
    for note in notes:
        try:
            head = _opened(note, keys)
        except BadSignature:
            findings.append(found(Kind.HELD_HEAD_FORGED, "head"))
            continue
        heads.add(HeldHead(head.size, head.root))
    return sorted(heads)


def deleted_checkpoints(notes: Iterable[str]) -> Iterator[Finding]:
    """Exported checkpoints that the database doesn't have any more."""
    for note in set(notes):
        if not Checkpoint.objects.filter(note=note).exists():
            yield found(Kind.CHECKPOINT_DELETED, "checkpoint/" + note.split("\n", 2)[1])


def _opened(note: str, keys: Sequence[TrustedKey]) -> SignedHead:
    origin = note.split("\n", 1)[0]
    # The log's name is the name of its key, so a trusted key speaks for its own log only.
    return verify_checkpoint(note, [key for key in keys if key.name == origin], origin)
