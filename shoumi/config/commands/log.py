"""Verify the log of acts, prove an entry, sign its head."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from shoumi.config.language import _
from shoumi.foundation.transparency.verifier.checkpoints import TrustedKey, read_key
from shoumi.foundation.transparency.verifier.errors import TransparencyError
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid
from shoumi.kernel.actions.activity import fork_log
from shoumi.kernel.activity import keeper, proving, reading, verification
from shoumi.kernel.activity.keeper.signing import FORKABLE
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.activity.recording import ClockTurnedBack
from shoumi.kernel.activity.sequencing import sequence
from shoumi.kernel.activity.verification.rows import protected_models
from shoumi.kernel.records.models import Record

INTACT, TAMPERED, UNREADABLE = 0, 1, 2
Command = Callable[[argparse.Namespace], int]


class Unanswerable(Exception):
    """The command can't be done; the message says why and what to do."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("log", description=_("The log of acts and what proves it."))
    parser.set_defaults(run=lambda _options: _help(parser))
    parts = parser.add_subparsers(metavar=_("WHAT"))
    _register_verify(parts)
    proof = _add(parts, "proof", _("Write the proof that an entry is in the log."), prove)
    proof.add_argument("number", metavar="NUMBER", help=_("entry's place or uid, record's number"))
    proof.add_argument("--out", type=Path, required=True, metavar="FILE")
    checkpoint = _add(parts, "checkpoint", _("Sign the log's head now, and print it."), sign)
    checkpoint.add_argument("--out", type=Path, metavar="FILE")
    _add(parts, "key", _("Print the key that verifies the log's checkpoints."), show_key)
    fork = _add(parts, "fork", _("Go on after an old database was put back."), fork_now)
    fork.add_argument("--because", required=True, help=_("why; it is kept with the entry"))
    listing = _add(parts, "list", _("List the latest entries."), show_list)
    listing.add_argument("--verb", default="", help=_("such as register. or register.nominate"))
    listing.add_argument("--subject", default="", help=_("such as register.secret/12"))
    listing.add_argument("--limit", type=int, default=50)


def _register_verify(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _add(
        parts,
        "verify",
        _("Verify the log, and every row that it answers for. 0 intact, 1 tampered, 2 unreadable."),
        verify,
    )
    parser.add_argument(
        "--head",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=_("a checkpoint that was kept elsewhere (may be repeated)"),
    )
    parser.add_argument(
        "--key",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=_("the log's key as you know it from elsewhere (may be repeated)"),
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _add(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    command: Command,
) -> argparse.ArgumentParser:
    parser = parts.add_parser(name, help=about, description=about)
    parser.set_defaults(run=_guarded(command))
    return parser


def _guarded(command: Command) -> Command:
    """Whatever can't be read or done ends with a sentence and exit code 2."""

    def run(options: argparse.Namespace) -> int:
        try:
            return command(options)
        except (
            Unanswerable,
            keeper.KeeperRefused,
            Invalid,
            ClockTurnedBack,
            TransparencyError,
            DatabaseError,
            OSError,
            UnicodeDecodeError,
        ) as error:
            if getattr(options, "format", "text") == "json":
                print(json.dumps({"status": "unreadable", "because": str(error)}))
            print(f"shoumi log: {error}", file=sys.stderr)
            return UNREADABLE

    return run


def _help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return INTACT


def verify(options: argparse.Namespace) -> int:
    """Keys and heads from the caller count for more than those that lie beside the log."""
    folder = keeper.default_folder()
    keys = [read_key(file.read_text()) for file in options.key] or _own_keys(folder)
    own_origins = {key.name for key in keys}
    exported = [note for note in folder.exported() if note.split("\n", 1)[0] in own_origins]
    if options.head and not keys:
        raise Unanswerable(_("A head can't be checked without a key. Give --key FILE."))
    report = verification.verify(
        keys=keys,
        held=[file.read_text() for file in options.head],
        exported=exported,
        at=timezone.now(),
    )
    if options.format == "json":
        print(json.dumps(_as_json(report, options), ensure_ascii=False, indent=2))
    else:
        _print_report(report, bool(options.key), bool(keys))
    return INTACT if report.intact else TAMPERED


def _own_keys(folder: keeper.KeeperFolder) -> list[TrustedKey]:
    own = folder.verifier_key()
    return [read_key(own)] if own else []


def _as_json(report: verification.Report, options: argparse.Namespace) -> dict[str, object]:
    return {
        "status": "intact" if report.intact else "tampered",
        "entries": report.entries,
        "waiting": report.waiting,
        "root": report.root.hex(),
        "key_from": "caller" if options.key else "this machine",
        "heads_given": len(options.head),
        "findings": [
            {
                "kind": one.kind,
                "subject": one.subject,
                "message": one.message,
                "tampering": one.is_tampering,
            }
            for one in report.findings
        ],
    }


def _print_report(report: verification.Report, key_given: bool, has_key: bool) -> None:
    for one in report.findings:
        word = _("TAMPERED") if one.is_tampering else _("note")
        print(f"{word}  {one.kind}  {one.subject}  {one.message}")
    if report.waiting:
        print(_("Entries not yet in the tree: {count}").format(count=report.waiting))
    if not has_key:
        print(_("No checkpoint has been signed yet, so none was checked."))
    elif not key_given:
        print(_("Checked with the key that lies beside the log; --key takes one from elsewhere."))
    verdict = _("intact") if report.intact else _("TAMPERED")
    print(_("{verdict}: {count} entries").format(verdict=verdict, count=report.entries))


def prove(options: argparse.Namespace) -> int:
    """Write the proof, and beside it the exact bytes of the entry that it proves."""
    entry = _entry(options.number)
    try:
        proof = proving.prove(entry)
    except proving.NotCovered:
        raise Unanswerable(
            _("No checkpoint covers this entry yet. Run “shoumi log checkpoint” first.")
        ) from None
    beside = options.out.with_name(options.out.name + ".entry")
    options.out.write_text(proof.encode())
    beside.write_bytes(bytes(entry.leaf))
    print(
        _("Proof of entry {index}: {proof}; its bytes: {entry}").format(
            index=entry.index, proof=options.out, entry=beside
        )
    )
    return INTACT


def _entry(number: str) -> Entry:
    """By place in the log, by uid, or the latest on the record of that number."""
    found = None
    if number.isascii() and number.isdigit():
        found = Entry.objects.filter(index=int(number)).first()
    else:
        try:
            found = Entry.objects.filter(uid=UUID(number)).first()
        except ValueError:
            found = _latest_on_record(number)
    if found is None:
        raise Unanswerable(_("There is no entry and no record of this number."))
    return found


def _latest_on_record(number: str) -> Entry | None:
    key = Record.objects.filter(number=number).values_list("pk", flat=True).first()
    if key is None:
        return None
    kinds = [model for model in protected_models() if issubclass(model, Record)]
    return reading.timeline(*(f"{kind._meta.label_lower}/{key}" for kind in kinds)).first()


def sign(options: argparse.Namespace) -> int:
    now = timezone.now()
    sequence(now)
    note = keeper.sign(keeper.default_folder(), at=now, now=True)
    if note is None:
        raise Unanswerable(_("The log has no entry yet; there is nothing to sign."))
    if options.out is not None:
        options.out.write_text(note)
    print(note, end="")
    return INTACT


def show_key(_options: argparse.Namespace) -> int:
    own = keeper.default_folder().verifier_key()
    if not own:
        raise Unanswerable(_("The keeper has no key yet. Run “shoumi log checkpoint” first."))
    print(own)
    return INTACT


def fork_now(options: argparse.Namespace) -> int:
    """The ceremony: admit it in the log, set the old head aside, sign the new tree."""
    folder, now = keeper.default_folder(), timezone.now()
    refusal = keeper.why_refused(folder)
    if refusal is None:
        raise Unanswerable(_("The log continues what was signed; there is nothing to admit."))
    if refusal.code not in FORKABLE:
        raise refusal
    fork_log(
        because=options.because,
        refusal=refusal.code,
        old_head=folder.note_on_file(),
        by=HOUSE,
        at=now,
    )
    sequence(now)
    print(keeper.adopt_fork(folder, at=now), end="")
    return INTACT


def show_list(options: argparse.Namespace) -> int:
    for entry in reading.listed(verb=options.verb, subject=options.subject)[: options.limit]:
        place = "-" if entry.index is None else str(entry.index)
        moment = timezone.localtime(entry.recorded_at).strftime("%Y-%m-%d %H:%M:%S")
        print(f"{place:>8}  {moment}  {entry.verb}  {entry.subject}  {entry.outcome}")
    return INTACT
