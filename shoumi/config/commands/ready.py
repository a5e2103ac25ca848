"""Say whether the databases are fit to be served; put back a missing guard of the log."""

import argparse
import sys

from django.utils import timezone

from shoumi.config import first_start, folder, readiness
from shoumi.config.env import data_folder
from shoumi.config.language import _
from shoumi.kernel.delivery.outbox.addresses import EMAIL, LABELS, WECOM, channels_set_up
from shoumi.kernel.delivery.outbox.counting import load_of


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("ready", description=_("Say whether Shoumi can be served."))
    # Only for `serve`, which holds the folder while this runs.
    parser.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when it can. Raises Unusable, ClockTurnedBack, Sealed when it can't."""
    where = data_folder()
    if options.demo and not first_start.build_apart(where, ["demo"]):
        first_start.make_ready(where, {})
    folder.require_private(where)
    gone = readiness.require_ready(timezone.now())
    if gone:
        print(
            _("shoumi: {count} guards of the log were missing and have been put back.").format(
                count=len(gone)
            ),
            file=sys.stderr,
        )
    for channel in (EMAIL, WECOM):
        print(_told(channel))
    return 0


def _told(channel: str) -> str:
    """Whether the channel is set up and what waits in it; it is not asked whether it answers."""
    label = str(LABELS[channel])
    if channel not in channels_set_up():
        return _("{channel}: not set up").format(channel=label)
    load = load_of(channel)
    said = _("{channel}: set up; {waiting} waiting, {failed} could not be delivered")
    return said.format(channel=label, waiting=load.waiting, failed=load.failed)
