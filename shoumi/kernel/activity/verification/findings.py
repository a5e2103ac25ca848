"""What verification can find, by kind. A finding names the entry or row, never its content."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(StrEnum):
    """What was done to the log or to the rows it answers for."""

    ENTRY_CHANGED = "entry_changed"
    ENTRY_MISSING = "entry_missing"
    ENTRY_UNREADABLE = "entry_unreadable"
    COLUMNS_CHANGED = "columns_changed"
    TILE_CHANGED = "tile_changed"
    HEAD_CHANGED = "head_changed"
    HISTORY_REWRITTEN = "history_rewritten"
    TRUNCATED = "truncated"
    CHECKPOINT_FORGED = "checkpoint_forged"
    CHECKPOINT_DELETED = "checkpoint_deleted"
    HELD_HEAD_CONTRADICTED = "held_head_contradicted"
    HELD_HEAD_FORGED = "held_head_forged"
    OPENING_CHANGED = "opening_changed"
    OPENING_MISSING = "opening_missing"
    OPENING_ERASED_UNLOGGED = "opening_erased_unlogged"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    ROW_UNLOGGED = "row_unlogged"
    GUARD_MISSING = "guard_missing"
    # What follows is no tampering, but whoever reads the report must know it.
    OPENING_ERASED = "opening_erased"
    ROW_NOT_CHECKABLE = "row_not_checkable"
    SEQUENCER_STOPPED = "sequencer_stopped"
    KEEPER_STOPPED = "keeper_stopped"
    KEEPER_SILENT = "keeper_silent"

    @property
    def is_tampering(self) -> bool:
        return self not in _REMARKS

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self])


_REMARKS = {
    Kind.OPENING_ERASED,
    Kind.ROW_NOT_CHECKABLE,
    Kind.SEQUENCER_STOPPED,
    Kind.KEEPER_STOPPED,
    Kind.KEEPER_SILENT,
}

_SENTENCES: "dict[Kind, StrOrPromise]" = {
    Kind.ENTRY_CHANGED: _("The entry's bytes were changed after it was written."),
    Kind.ENTRY_MISSING: _("The entry was deleted."),
    Kind.ENTRY_UNREADABLE: _("The entry isn't written in the canonical way."),
    Kind.COLUMNS_CHANGED: _("What the log shows beside the entry is not what the entry says."),
    Kind.TILE_CHANGED: _("A stored tile of the tree doesn't match the entries below it."),
    Kind.HEAD_CHANGED: _("The stored head of the tree isn't the head of the entries."),
    Kind.HISTORY_REWRITTEN: _("The entries don't hash to what the keeper signed."),
    Kind.TRUNCATED: _("The log is shorter than a head that was signed for it."),
    Kind.CHECKPOINT_FORGED: _("The trusted key didn't sign this checkpoint."),
    Kind.CHECKPOINT_DELETED: _("A checkpoint that was exported is missing from the database."),
    Kind.HELD_HEAD_CONTRADICTED: _("The log doesn't continue the head that is held elsewhere."),
    Kind.HELD_HEAD_FORGED: _("The trusted key didn't sign the head that is held elsewhere."),
    Kind.OPENING_CHANGED: _("What opens the entry isn't what the entry is bound to."),
    Kind.OPENING_MISSING: _("What opens the entry was removed without an erasure."),
    Kind.OPENING_ERASED_UNLOGGED: _("What opens the entry was erased, but no erasure is logged."),
    Kind.ROW_CHANGED: _("The row was changed without the log."),
    Kind.ROW_MISSING: _("The row was deleted."),
    Kind.ROW_UNLOGGED: _("The row was added without the log."),
    Kind.GUARD_MISSING: _("A trigger of the log's guard is missing from the database."),
    Kind.OPENING_ERASED: _("Erased as the law asks; its content can't be checked any more."),
    Kind.ROW_NOT_CHECKABLE: _("Can't be checked: what its last entry held was erased or is old."),
    Kind.SEQUENCER_STOPPED: _("Entries have waited long for their place in the tree."),
    Kind.KEEPER_STOPPED: _("No checkpoint was signed for longer than there should be."),
    Kind.KEEPER_SILENT: _("In this time the keeper signed nothing; the next checkpoint covers it:"),
}


@dataclass(frozen=True)
class Finding:
    """What was found: its kind, on what (`entry/12`, `accounts.person/3`), and a sentence."""

    kind: Kind
    subject: str
    message: str

    @property
    def is_tampering(self) -> bool:
        return self.kind.is_tampering


def found(kind: Kind, subject: str, detail: object = "") -> Finding:
    """A finding in the reader's language, with what the machine adds to it."""
    return Finding(kind, subject, f"{kind.sentence} {detail}".strip())
