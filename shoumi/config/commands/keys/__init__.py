"""Show the keys, rotate them, make recovery shares, drill the restore."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from shoumi.config import readiness
from shoumi.config.commands.keys import shares
from shoumi.config.commands.keys.showing import drill_lines, plain, standing_lines
from shoumi.config.folder import Unusable
from shoumi.config.language import _
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.storage import actions
from shoumi.kernel.storage.keyring import State
from shoumi.kernel.storage.keys.drill import hold_drill
from shoumi.kernel.storage.keys.rotation import end_epoch, rotate
from shoumi.kernel.storage.keys.shredding import waiting_for_epoch
from shoumi.kernel.storage.keys.standing import outstanding_copies, standing
from shoumi.kernel.storage.models import Keystore, KeystoreCopy

WELL, UNWELL = 0, 1
Command = Callable[[argparse.Namespace], int]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "keys", description=_("The keys that open what is sealed. Nothing here prints a key.")
    )
    parser.set_defaults(run=lambda _options: _usage(parser))
    verbs = parser.add_subparsers(metavar=_("VERB"), title=_("what one can do"))
    status = _add(verbs, "status", _("Show how the keys stand. 0 open, 1 not."), show)
    rotation = _add(verbs, "rotate", _("Put a new root key into use; no file is touched."), turn)
    rotation.add_argument(
        "--vault",
        action="store_true",
        help=_("new vault keys as well: when somebody may have copied the keystore"),
    )
    epoch = _add(verbs, "epoch", _("Make final what was destroyed: old root keys go."), close)
    epoch.add_argument("--list", action="store_true", help=_("only list what waits for it"))
    _add(verbs, "escrow", _("Make five recovery shares and print them once."), shares.make)
    _add(verbs, "recover", _("Put a lost root key back; asks for three shares."), shares.use)
    drill = _add(
        verbs, "drill", _("Restore copies in an empty place and open them. 0 proved, 1 not."), test
    )
    drill.add_argument("--out", type=Path, metavar="DIR", help=_("make the empty place in here"))
    copies = _add(verbs, "copies", _("List the known copies of the keystore."), keep_count)
    which = copies.add_mutually_exclusive_group()
    which.add_argument("--kept", metavar="PLACE", help=_("enter a copy made now, and who keeps it"))
    which.add_argument("--gone", metavar="NUMBER", type=int, help=_("enter that it was destroyed"))
    for verb in (status, drill):
        verb.add_argument("--format", choices=["text", "json"], default="text")


def _add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    command: Command,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=about, description=about)

    def run(options: argparse.Namespace) -> int:
        readiness.require_set_up()
        return command(options)

    parser.set_defaults(run=run)
    return parser


def _usage(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return WELL


def show(options: argparse.Namespace) -> int:
    now = standing()
    _print(options, now, standing_lines(now))
    return WELL if now.state is State.OPEN else UNWELL


def turn(options: argparse.Namespace) -> int:
    done = rotate(vaults=options.vault, by=HOUSE, now=timezone.now)
    print(
        _("Root key {version} is in use. Fingerprint: {mark}").format(
            version=done.root_version, mark=done.fingerprint
        )
    )
    if options.vault:
        print(_("{count} data keys were rewrapped.").format(count=done.rewrapped))
    print(_("Older root keys are kept until: shoumi keys epoch"))
    _tell_to_copy()
    return WELL


def close(options: argparse.Namespace) -> int:
    if options.list:
        for one in waiting_for_epoch():
            moment = timezone.localtime(one.shredded_at).strftime("%Y-%m-%d %H:%M")
            print(f"{moment}  {one.object}.{one.version}")
        return WELL
    done = end_epoch(by=HOUSE, now=timezone.now)
    print(
        _(
            "The epoch is closed. Made final: {shredded}. Still to be opened: {survivors}. Root "
            "key {version} is in use."
        ).format(shredded=done.shredded, survivors=done.survivors, version=done.root_version)
    )
    for mark in done.destroyed:
        print(_("Root key destroyed: {mark}").format(mark=mark))
    if done.copies:
        print(
            _(
                "Older copies of the keystore are still kept: {count}. Destroy them, then enter "
                "it: shoumi keys copies"
            ).format(count=done.copies)
        )
    _tell_to_copy()
    return WELL


def _tell_to_copy() -> None:
    print(_("Save the keystore and the new root key now; older copies don't open what is new."))


def test(options: argparse.Namespace) -> int:
    if options.out is not None and not options.out.is_dir():
        raise Unusable(_("{folder} is no folder.").format(folder=options.out))
    done = hold_drill(out=options.out, by=HOUSE, now=timezone.now)
    _print(options, {name: getattr(done, name) for name in _DRILL}, drill_lines(done))
    return WELL if done.proved else UNWELL


_DRILL = (
    "proved", "held_at", "root_version", "fingerprint", "database", "objects_total",
    "objects_opened", "keys_total", "keys_opened", "faults",
)  # fmt: skip


def keep_count(options: argparse.Namespace) -> int:
    now = timezone.now()
    if options.kept is not None:
        row = Keystore.objects.first()
        actions.record_copy(
            place=options.kept, root_version=row.root_version if row else 0, by=HOUSE, at=now
        )
    if options.gone is not None:
        copy = KeystoreCopy.objects.filter(pk=options.gone).first()
        if copy is None:
            raise Unusable(_("There is no copy of this number."))
        actions.retire_copy(copy=copy, by=HOUSE, at=now)
    for one in outstanding_copies():
        day = timezone.localdate(one.recorded_at)
        print(f"{one.number:>5}  {day}  {one.root_version:>3}  {one.place}")
    return WELL


def _print(options: argparse.Namespace, content: object, lines: list[str]) -> None:
    if options.format == "json":
        print(json.dumps(plain(content), ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines))
