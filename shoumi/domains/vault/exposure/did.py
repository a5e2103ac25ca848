"""Everybody who met a secret: looks, prints and copies, sealed texts, carriers in hand."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.exposure.scope import Scope
from shoumi.domains.vault.exposure.values import Did, did_by_use
from shoumi.domains.vault.models import Carrier, Handover, Use
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.controls.days import begins, ends

TEXTS = "register.read_content"
_LABEL = "register.tradesecret/"
Found = Iterator[tuple[int, Person, Did]]


def dids(scope: Scope) -> Found:
    """By the secret's key. Some eight queries."""
    return chain(_used(scope), _texts(scope), _hands(scope), _kept(scope))


def _used(scope: Scope) -> Found:
    rows = Use.objects.filter(
        version__carrier__secret_id__in=scope.keys, at__lt=ends(scope.day),
        **scope.of_person("person"),
    )  # fmt: skip
    rows = rows.select_related("person__org_unit", "grant", "version__carrier")
    for use in rows.prefetch_related("pages", "taken__carrier"):
        if use.person is not None:
            purpose = use.grant.purpose if use.grant else ""
            yield use.version.carrier.secret_id, use.person, did_by_use(use, purpose)


def _texts(scope: Scope) -> Found:
    """Openings of the sealed texts, which only the log knows."""
    rows = Entry.objects.filter(verb=TEXTS, outcome="done", recorded_at__lt=ends(scope.day))
    if scope.person is not None:
        rows = rows.filter(actor=scope.person.pseudonym)
    else:
        keys = scope.secrets.order_by().values_list("pk", flat=True)
        rows = rows.filter(subject__in=[f"{_LABEL}{key}" for key in keys])
    entries = list(rows.values_list("subject", "actor", "recorded_at", "index"))
    of_whom = Person.objects.filter(pseudonym__in={row[1] for row in entries})
    people = {one.pseudonym: one for one in of_whom.select_related("org_unit")}
    keys = {int(row[0].removeprefix(_LABEL)) for row in entries}
    seen = set(scope.secrets.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    for subject, actor, at, index in entries:
        secret = int(subject.removeprefix(_LABEL))
        if actor in people and secret in seen:
            number = "" if index is None else str(index)
            yield secret, people[actor], Did(at, _("Opened the sealed texts"), number)


def _hands(scope: Scope) -> Found:
    rows = Handover.objects.filter(
        carrier__secret_id__in=scope.keys, on__lte=scope.day, **scope.of_person("to_person")
    )
    for one in rows.select_related("to_person__org_unit", "carrier"):
        if one.to_person is not None:
            what = f"{one.get_kind_display()} · {one.carrier.number}"
            told = Did(one.recorded_at, what, "", one.purpose)
            yield one.carrier.secret_id, one.to_person, told


def _kept(scope: Scope) -> Found:
    """Who kept a thing when it came into the ledger, on the day since when it is there: of older
    paper, long before it was entered. What came of a print is told with the print."""
    rows = Carrier.objects.filter(
        secret_id__in=scope.keys, medium=Carrier.Medium.PHYSICAL, from_on__lte=scope.day,
        taken_by__isnull=True,
    )  # fmt: skip
    moved: dict[int, Person | None] = {}
    hands = Handover.objects.filter(carrier__in=rows.values("pk"), kind=Handover.Kind.MOVED)
    for one in hands.select_related("from_person__org_unit").order_by("pk"):
        moved.setdefault(one.carrier_id, one.from_person)
    for carrier in rows.select_related("holder__org_unit"):
        keeper = moved.get(carrier.pk, carrier.holder)
        if keeper is not None and scope.person in {None, keeper}:
            what = _("Kept it · %(number)s") % {"number": carrier.number}
            yield carrier.secret_id, keeper, Did(begins(carrier.from_on), what)
