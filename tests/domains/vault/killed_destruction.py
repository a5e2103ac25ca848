"""Kills itself at each durable step of a destruction; run by ``test_destruction_kills``.

The child enters that a destruction was carried out, lets the calendar certify it, closes the epoch
and completes the certificate. Killed at its n-th step, what is left must never claim more than is
so; run again, it must come to its end.
"""

import io
import json
import os
import shutil
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from shoumi.demo.cast import Cast, assemble  # noqa: E402
from shoumi.domains.register.actions import Existing, Place, adopt_grades, enter_existing  # noqa: E402
from shoumi.domains.vault import actions  # noqa: E402
from shoumi.domains.vault.destroying import go_on  # noqa: E402
from shoumi.domains.vault.models import Carrier, CarrierVersion, Destruction  # noqa: E402
from shoumi.domains.vault.screening import look_through  # noqa: E402
from shoumi.kernel.access import Decision  # noqa: E402
from shoumi.kernel.accounts.house import HOUSE  # noqa: E402
from shoumi.kernel.accounts.models import Person  # noqa: E402
from shoumi.kernel.accounts.standing import local_day  # noqa: E402
from shoumi.kernel.approvals.models import Seat  # noqa: E402
from shoumi.kernel.documents.models import IssuedDocument  # noqa: E402
from shoumi.kernel.storage import keepers, keyring  # noqa: E402
from shoumi.kernel.storage.keys.rotation import end_epoch  # noqa: E402
from shoumi.kernel.storage.keys.standing import standing  # noqa: E402
from shoumi.kernel.storage.models import Epoch, ShreddedKey, WrappedKey  # noqa: E402
from shoumi.kernel.storage.objects import open_object  # noqa: E402
from shoumi.kernel.storage.refusals import Destroyed  # noqa: E402
from tests.kernel.storage.killed_keys import in_child, killed_at  # noqa: E402

CUSTODIAN = "0202"


def main(place: Path, first: int, parts: int) -> None:
    """Every `parts`-th step from the `first` on."""
    template = Path(os.environ["SHOUMI_DATA"])
    template.mkdir()
    prepare()
    for connection in connections.all():
        connection.close()
    number, outcomes = first - parts, []
    while True:
        number += parts
        folder = place / f"{number}"
        shutil.copytree(template, folder)
        if in_child(folder, partial(killed_at, number, to_the_end)) == 0:
            break
        after = [in_child(folder, partial(look, again=again)) for again in (False, True)]
        outcomes.append((number, *after))
        shutil.rmtree(folder)
    print(json.dumps(outcomes))


def prepare() -> None:
    """A secret with two versions in one carrier, whose destruction is approved."""
    now = timezone.now()
    for alias in ("default", "keystore"):
        call_command("migrate", database=alias, verbosity=0)
    keyring.establish(at=now)
    cast = assemble(at=now, since=date(2026, 1, 5))
    adopt_grades(preset="default", by=HOUSE, at=now)
    secret = enter_existing(existing=existing(cast), by=cast["office"], at=now)
    described = actions.Described("记录", "electronic", "file", "保管库")
    carrier = actions.register_carrier(
        secret, described=described, by=cast["chemist"], at=timezone.now()
    )
    for content in (b"a" * 20_000, b"b" * 20_000):
        version = actions.add_version(
            Carrier.objects.get(), file=io.BytesIO(content), name="a.txt", by=cast["chemist"],
            at=timezone.now(),
        )  # fmt: skip
        look_through(version, at=timezone.now())
    actions.request_destruction(
        secret, carriers=[carrier], method="keys", reason="到期", by=cast["custodian"],
        at=timezone.now(),
    )  # fmt: skip
    while (seat := waiting()) is not None:
        actions.decide_destruction(
            Destruction.objects.get(), verdict="agree", by=seat.person, at=timezone.now()
        )


def existing(cast: Cast) -> Existing:
    told: dict[str, Any] = {
        "title": "配方", "org_unit": cast.units["RD"], "owner": cast["chemist"],
        "category": "product_formula", "grade": "important", "term": "P5Y",
        "approved_on": date(2026, 1, 6), "previous_number": "旧-1",
        "reviewed_on": date(2026, 1, 7),
        "grounds": {"secrecy": "无公开", "value": "主要产品", "protection": "专柜"},
        "points": ("配比",), "places": (Place("paper", "保险柜"),),
        "audience": (cast["engineer"],), "measures": {"carriers": "专柜"},
    }  # fmt: skip
    return Existing(**told)


def waiting() -> Seat | None:
    """One seat of the step that is open now."""
    open_step = Seat.objects.filter(step__approval__state="pending", decisions__isnull=True)
    decided = Seat.objects.filter(decisions__isnull=False).values("step")
    return open_step.exclude(step__in=decided).order_by("step__order", "pk").first()


def to_the_end() -> None:
    """What a person does once and the calendar does over and over."""
    destruction = Destruction.objects.get()
    if destruction.state == "approved":
        by = Person.objects.get(staff_number=CUSTODIAN)
        spot = actions.OnTheSpot(done_on=local_day(timezone.now()))
        actions.destroy(destruction, spot=spot, by=by, at=timezone.now())
    go_on(by=HOUSE, at=timezone.now())
    if Destruction.objects.get().state != "final" or standing().unfinished:
        end_epoch(by=HOUSE, now=timezone.now)
    go_on(by=HOUSE, at=timezone.now())


def look(*, again: bool) -> None:
    if again:
        to_the_end()
    assert keyring.state() is keyring.State.OPEN
    destruction, carrier = Destruction.objects.get(), Carrier.objects.get()
    opened = [opens(one) for one in CarrierVersion.objects.order_by("number")]
    certificates = IssuedDocument.objects.filter(record_id=destruction.pk)
    if destruction.state == "approved":
        assert carrier.state == "held"
        assert opened == [True, True]
    else:
        assert carrier.state == "destroyed"
    if destruction.state in {"approved", "destroying"}:
        assert not certificates.exists(), "a certificate of what is not done"
    else:
        assert opened == [False, False], "certified, and it opens"
        names = CarrierVersion.objects.values_list("file__uuid", flat=True)
        assert not WrappedKey.objects.filter(object__in=list(names)).exists()
        assert certificates.in_force().count() == 1
        assert_certificate_opens(certificates.in_force().get())
    if destruction.state == "final":
        assert not ShreddedKey.objects.filter(closed_by=None).exists(), "final, and it is not"
        assert Epoch.objects.exists()
    if again:
        assert destruction.state == "final"
        assert standing().unfinished == ""
        assert keepers.provider().versions() == [standing().root_version]


def opens(version: CarrierVersion) -> bool:
    at = timezone.now()
    subject = f"vault.carrier/{version.carrier_id}"
    decision = Decision("tests.read", HOUSE.pseudonym, subject, at)
    try:
        with open_object(version.file, decision, at=at) as reader:
            return len(reader.read()) == version.file.size
    except Destroyed:
        return False


def assert_certificate_opens(paper: IssuedDocument) -> None:
    at = timezone.now()
    subject = f"vault.destruction/{paper.record_id}"
    decision = Decision("tests.read", HOUSE.pseudonym, subject, at)
    with open_object(paper.pdf, decision, at=at) as reader:
        assert reader.read().startswith(b"%PDF")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
