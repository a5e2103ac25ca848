"""Show by which channels persons are told outside Shoumi; send a test message."""

import argparse
import sys
from datetime import datetime

from django.utils import timezone

from shoumi.config import readiness
from shoumi.config.language import _
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.delivery.outbox import faults, queue
from shoumi.kernel.delivery.outbox.addresses import (
    EMAIL,
    LABELS,
    WECOM,
    channels_set_up,
    reached_by,
)
from shoumi.kernel.delivery.outbox.counting import load_of
from shoumi.kernel.delivery.outbox.going_out import hand_over, way


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "channels", description=_("Show the channels and what waits in each.")
    )
    parser.add_argument(
        "--test", metavar=_("STAFF_NUMBER"), help=_("send this person a test message now")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit code 0 when every channel that is set up answers, and the test message went."""
    readiness.require_set_up()
    if options.test:
        return _test(options.test, timezone.now())
    answers = [_show(channel) for channel in (EMAIL, WECOM)]
    return 0 if all(answers) else 1


def _show(channel: str) -> bool:
    label = str(LABELS[channel])
    if channel not in channels_set_up():
        print(_("{channel}: not set up").format(channel=label))
        return True
    load = load_of(channel)
    fault = _fault(channel)
    print(
        _("{channel}: {state}; {waiting} waiting, {failed} could not be delivered").format(
            channel=label, state=fault or _("answers"), waiting=load.waiting, failed=load.failed
        )
    )
    return not fault


def _fault(channel: str) -> str:
    """Why the channel does not take anything now; "" when it does."""
    opened = way(channel)
    try:
        opened.open()
    except faults.Undelivered as fault:
        return faults.said(fault.code)
    finally:
        opened.close()
    return ""


def _test(staff_number: str, at: datetime) -> int:
    person = Person.objects.active(timezone.localtime(at).date()).filter(
        staff_number=staff_number
    ).first()  # fmt: skip
    if person is None:
        return _no(_("Nobody here has this staff number."))
    names = [name for name in channels_set_up() if list(reached_by(name, [person.pk]))]
    if not names:
        return _no(_("No channel reaches this person: none is set up, or there is no address."))
    went = [_send(name, person, at) for name in names]
    return 0 if all(went) else 1


def _send(channel: str, person: Person, at: datetime) -> bool:
    """Hand one test message over now, beside the queue."""
    row = queue.put_trial(channel, person.pk, at=at)
    opened = way(channel)
    try:
        hand_over(row, opened, timezone.now)
    except faults.Undelivered as fault:
        queue.give_up(row, fault, timezone.now())
        print(f"{LABELS[channel]}: {faults.said(fault.code)}", file=sys.stderr)
        return False
    finally:
        opened.close()
    print(_("{channel}: sent").format(channel=LABELS[channel]))
    return True


def _no(words: str) -> int:
    print(f"shoumi: {words}", file=sys.stderr)
    return 1
