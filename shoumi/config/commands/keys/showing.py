"""How the keys stand and what a drill found, in lines for a person and in plain values."""

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from shoumi.config.language import _
from shoumi.foundation.sealing import KeyfileProvider
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys.rotation import EPOCH, ROTATION
from shoumi.kernel.storage.keys.standing import Standing
from shoumi.kernel.storage.models import Drill

KEYFILE = KeyfileProvider.name


def plain(content: Any) -> Any:
    """The content as JSON has it; instants in UTC."""
    if is_dataclass(content) and not isinstance(content, type):
        return plain(asdict(content))
    if isinstance(content, dict):
        return {name: plain(value) for name, value in content.items()}
    if isinstance(content, list):
        return [plain(one) for one in content]
    return content.isoformat() if isinstance(content, datetime) else content


def standing_lines(now: Standing) -> list[str]:
    """How the keys stand; what needs doing comes last, each with its command."""
    lines = [_("Keys: {state}").format(state=_state(now.state))]
    if now.root_version is not None:
        lines.append(
            _("Root key {version}, {provider}, fingerprint {mark}").format(
                version=now.root_version, provider=now.provider, mark=now.fingerprint
            )
        )
    for one in now.vault_keys:
        lines.append(
            _("  {level} ({suite}), generation {generation}: guards {count} data keys").format(
                level=one.level, suite=one.suite, generation=one.generation, count=one.guards
            )
        )
    lines.append(_("Last rotation: {day}").format(day=_day(now.rotated_at)))
    lines.append(_("Last epoch: {day}").format(day=_day(now.epoch_closed_at)))
    lines.append(_("Last drill: {day}").format(day=_day(now.drilled_at)))
    lines.append(_("Recovery shares made: {day}").format(day=_day(now.shares_made_at)))
    lines.append(_("Copies of the keystore known: {count}").format(count=len(now.copies)))
    for copy in now.copies:
        lines.append(
            _("  {number}: of {day}, root key {version}, {place}").format(
                number=copy.number,
                day=_day(copy.recorded_at),
                version=copy.root_version,
                place=copy.place,
            )
        )
    return [*lines, *(f"! {line}" for line in _to_do(now))]


def _state(state: State) -> str:
    return {
        State.OPEN: _("in order; what is sealed opens"),
        State.ABSENT: _("none made yet; run: shoumi setup"),
        State.MISSING: _("the root key is missing; what is sealed stays closed"),
        State.UNREADABLE: _("the root key is damaged, or others may read it (it needs mode 600)"),
        State.WRONG: _("the root key and the keystore don't belong together"),
        State.UNREACHABLE: _(
            "what keeps the root key can't be reached; what is sealed stays closed"
        ),
    }[state]


def _to_do(now: Standing) -> Iterator[str]:
    if now.state in {State.MISSING, State.UNREADABLE, State.WRONG, State.UNREACHABLE}:
        yield (
            _("Put the root key of this fingerprint back, or: shoumi keys recover")
            if now.provider == KEYFILE
            else _("Look at what keeps the root key, {provider}: {detail}").format(
                provider=now.provider, detail=now.detail
            )
        )
    if now.behind:
        yield _("The keystore is older than the last rotation. Restore its newest copy.")
    if now.unfinished == EPOCH:
        yield _("An epoch was interrupted; nothing in it is final yet. Go on: shoumi keys epoch")
    if now.unfinished == ROTATION:
        yield _("A rotation was interrupted after its last step. Go on: shoumi keys rotate")
    if now.staged_root is not None:
        yield _(
            "A rotation was interrupted before root key {version} came into use; everything "
            "opens. Do it again: shoumi keys rotate"
        ).format(version=now.staged_root)
    if now.root_version is not None and now.shares_made_at is None and now.provider == KEYFILE:
        yield _(
            "No recovery shares were made: if the root key is lost, everything sealed is lost "
            "for good. Make them: shoumi keys escrow"
        )
    if now.waiting:
        yield _("Destroyed but not final yet: {count}. Make it final: shoumi keys epoch").format(
            count=now.waiting
        )
    if now.older_roots:
        yield _("Older root keys still kept: {versions}. They go with: shoumi keys epoch").format(
            versions=", ".join(map(str, now.older_roots))
        )
    if now.drill_proved is False:
        yield _("The last drill did not prove a restore. Mend it and repeat: shoumi keys drill")


def drill_lines(done: Drill) -> list[str]:
    """What the drill tried, what it found, and what was not part of it."""
    lines = [
        _("Proved: what is sealed can be restored.")
        if done.proved
        else _("Not proved: not everything that was tried could be opened."),
        _("Files opened from copies and compared: {opened} of {total} that are kept").format(
            opened=done.objects_opened, total=done.objects_total
        ),
        _("Data keys opened: {opened} of {total}").format(
            opened=done.keys_opened, total=done.keys_total
        ),
        _("Root key {version}, fingerprint {mark}").format(
            version=done.root_version, mark=done.fingerprint
        ),
        {
            Drill.Database.RESTORED: _("The main database was copied, checked and read."),
            Drill.Database.DUMPED: _(
                "The main database was dumped and the dump can be read; it was not restored in a "
                "server."
            ),
            Drill.Database.LEFT_OUT: _(
                "The main database was not part of it: there is no pg_dump that can dump it here. "
                "Only keystore and files were tried."
            ),
        }[Drill.Database(done.database)],
    ]
    return [*lines, *(f"! {_fault(code)}: {count}" for code, count in done.faults.items())]


def _fault(code: str) -> str:
    return {
        "sealed": _("The keys were not open"),
        "root": _("The root key did not open"),
        "vault_key": _("Vault keys that did not open"),
        "data_key": _("Data keys that did not open"),
        "key_missing": _("Files and records without a key"),
        "object_missing": _("Files that are missing"),
        "object_altered": _("Files that did not open"),
        "digest": _("Files that differ from what was stored"),
        "canary": _("The test file did not open"),
        "database": _("The main database's copy is damaged"),
    }[code]


def _day(at: datetime | None) -> str:
    return _("never") if at is None else timezone.localdate(at).isoformat()
