"""Makes the `.tlog-proof` that shows, without Shoumi and a database, that an entry stands."""

from shoumi.foundation.transparency.checkpoints import Checkpoint
from shoumi.foundation.transparency.notes import parse_note
from shoumi.foundation.transparency.proofs import prove_inclusion
from shoumi.foundation.transparency.tlogproof import TlogProof
from shoumi.kernel.activity import models
from shoumi.kernel.activity.tiles import StoredTiles


class NotCovered(Exception):
    """No checkpoint covers the entry yet."""


def prove(entry: models.Entry) -> TlogProof:
    """The proof of one entry under the first checkpoint that covers it.

    Raises NotCovered; Malformed when the tiles can't be read.
    """
    if entry.index is None:
        raise NotCovered
    covering = models.Checkpoint.objects.filter(size__gt=entry.index).order_by("size", "id").first()
    if covering is None:
        raise NotCovered
    size = Checkpoint.parse(parse_note(covering.note).text).head.size
    path = prove_inclusion(StoredTiles(), entry.index, size)
    return TlogProof(entry.index, tuple(path), covering.note)
