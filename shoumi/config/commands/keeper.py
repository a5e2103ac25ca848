"""Sign the log's head: the keeper, a process of its own, until stopped."""

import argparse
import signal
from threading import Event

from django.utils import timezone

from shoumi.config.language import _
from shoumi.kernel.activity import keeper


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "keeper", description=_("Sign the log's head until stopped with Ctrl-C.")
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_ignored: stop.set())
    keeper.run(stop, timezone.now)
    return 0
