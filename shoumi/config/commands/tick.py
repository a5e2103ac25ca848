"""Do what is waiting: what falls due by the calendar, and the log's housekeeping."""

import argparse
import logging
import signal
import threading
import time
from traceback import format_tb

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from shoumi.config.language import _
from shoumi.config.refusals import REFUSALS
from shoumi.config.rounds import ROUNDS, Round
from shoumi.foundation.transparency.verifier.errors import TransparencyError

logger = logging.getLogger("shoumi.tick")
PAUSE = 0.25


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("tick", description=_("Do what is waiting, once."))
    parser.add_argument("--loop", action="store_true", help=_("again and again, until stopped"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if not options.loop:
        for duty in ROUNDS:
            duty.attend(timezone.now())
        return 0
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_ignored: stop.set())
    _attend_until(stop)
    return 0


def _attend_until(stop: threading.Event) -> None:
    due = dict.fromkeys((duty.name for duty in ROUNDS), 0.0)
    told = dict.fromkeys(due, "")
    apart: dict[str, threading.Thread] = {}
    while not stop.wait(PAUSE):
        for duty in ROUNDS:
            if time.monotonic() < due[duty.name]:
                continue
            if not duty.apart:
                told[duty.name] = _attend(duty, told[duty.name])
            elif duty.name not in apart or not apart[duty.name].is_alive():
                apart[duty.name] = threading.Thread(
                    target=_attend_apart, args=(duty, told), daemon=True
                )
                apart[duty.name].start()
            due[duty.name] = time.monotonic() + duty.every
        close_old_connections()


def _attend_apart(duty: Round, told: dict[str, str]) -> None:
    """The same in a thread of its own, whose connections end with it."""
    try:
        told[duty.name] = _attend(duty, told[duty.name])
    finally:
        connections.close_all()


def _attend(duty: Round, told: str) -> str:
    """One round; a fault is written once, not at every turn, and the round is tried again."""
    try:
        duty.attend(timezone.now())
    except (DatabaseError, TransparencyError, *REFUSALS) as fault:
        if str(fault) != told:
            logger.error("%s: %s", duty.name, fault)
        return str(fault)
    except Exception as fault:
        name = type(fault).__name__
        if name != told:
            # Where it happened and never its words, which may hold a title.
            logger.error("%s: %s\n%s", duty.name, name, "".join(format_tb(fault.__traceback__)))
        return name
    return ""
