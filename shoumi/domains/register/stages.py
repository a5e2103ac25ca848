"""Where a secret stands on its way into force, who is to act now, and what happens next (4.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.models.secret import LIVE
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, holders
from shoumi.kernel.approvals import bodies
from shoumi.kernel.approvals.models import Approval, Seat

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ON_THE_WAY = ("nominated", "proposed", "approved", *LIVE)
DECIDERS = {
    "head": _("Department"),
    "leader": _("Leader in charge"),
    "chair": _("Director"),
    "committee": _("Committee"),
}
USUAL = ("head", "leader")


@dataclass(frozen=True)
class Panel:
    """What happens next: a heading, a sentence, who is to act, and what is still missing."""

    title: "StrOrPromise"
    text: "StrOrPromise"
    who: list[Person] = field(default_factory=list)
    yours: bool = False
    tone: str = "info"
    missing: tuple[str, ...] = ()
    open_post: str = ""


@dataclass(frozen=True)
class Stage:
    label: "StrOrPromise"
    stage: str
    who: str = ""
    on: date | None = None


def panel(secret: TradeSecret, reader: Any, day: date, missing: tuple[str, ...]) -> Panel:
    """What happens next, told to this reader."""
    if secret.state == "nominated":
        return _nominated(secret, reader, day, missing)
    if secret.state in {"proposed", "changing"}:
        return _waiting(secret, reader)
    if secret.state == "approved":
        who = holders(secret.org_unit, *OFFICE, on=day)
        text = _("It is approved. The office gives it a number and files it; it is in force then.")
        return Panel(_("To be filed"), text, who, _is_among(reader, who), "waiting")
    if secret.state == "active":
        return _in_force(secret, day)
    title, text, tone = _RESTS[secret.state]
    return Panel(title, text, tone=tone)


_RESTS: dict[str, tuple[Any, Any, str]] = {
    "quarantined": (
        _("In quarantine"),
        _("It may be a state secret, so nobody opens it. Do not copy or forward it. The office "
          "clears it, or hands it over and removes it from this system."),
        "error",
    ),
    "declined": (
        _("Not a trade secret"),
        _("The nomination was answered with no; the reason stands in the history."),
        "info",
    ),
    "declassified": (
        _("Declassified"),
        _("It is protected no longer. That it was until then stays on the record."),
        "info",
    ),
    "void": (_("Void"), _("This entry has ended and is kept only for the record."), "info"),
    "entombed": (
        _("Removed"),
        _("This was not for this system. Only number and dates were kept."),
        "error",
    ),
}  # fmt: skip


def _nominated(secret: TradeSecret, reader: Any, day: date, missing: tuple[str, ...]) -> Panel:
    who = holders(secret.org_unit, Role.CUSTODIAN, on=day)
    heads = holders(secret.org_unit, Role.HEAD, on=day) if not who else []
    yours = _is_among(reader, who or heads)
    if yours and missing:
        text = _("Complete the description. As soon as nothing is missing you can submit it.")
    elif yours:
        text = _("Nothing is missing. Submit it, and those who decide are asked.")
    elif missing:
        text = _("The confidentiality administrator completes the description and then submits it "
                 "for approval. You need do nothing now.")  # fmt: skip
    else:
        text = _("The description is complete. The confidentiality administrator submits it.")
    return Panel(_("Next: the description"), text, who or heads, yours, "waiting", missing)


def _waiting(secret: TradeSecret, reader: Any) -> Panel:
    """Whose turn it is: the undecided seats of the open step. One query, two for a body's."""
    seats = Seat.objects.filter(
        step__approval__record_id=secret.pk,
        step__approval__state=Approval.State.PENDING,
        step__order=F("step__approval__open_step"),
        left=False,
        decisions__isnull=True,
    )
    turn = list(seats.select_related("person__org_unit", "step").order_by("pk"))
    if not turn and bodies.waiting().filter(record_id=secret.pk).exists():
        text: StrOrPromise = _(
            "The committee decides by a resolution. Its office puts it on an agenda."
        )
        return Panel(_("Waiting for the committee"), text, tone="waiting", open_post="committee")
    who = [one.person for one in turn]
    post = turn[0].step.title if turn else ""
    changing = secret.state == "changing"
    title = _("A change is to be decided") if changing else _("Waiting for a decision")
    yours = _is_among(reader, who)
    if yours:
        title = _("Your decision is asked")
        text = _("Look at what it is and who knows it, then decide.")
    elif changing:
        text = _("Until it is decided, grade and term hold as they are.")
    else:
        text = _("You will find the decision here; nothing can be changed until then.")
    return Panel(title, text, who, yours, "waiting", open_post=post)


def _in_force(secret: TradeSecret, day: date) -> Panel:
    if secret.term_ends_on is not None and secret.term_ends_on < day:
        text = _("Its term has run out. The department proposes to extend it or to declassify it.")
        return Panel(_("In force, but the term has run out"), text, tone="error")
    if secret.due_on is not None and secret.due_on <= day:
        text = _("The owner looks whether it is still secret and rightly graded, and records it.")
        return Panel(_("The yearly review is due"), text, _owner(secret), tone="waiting")
    return Panel(_("In force"), _("Nothing is to be done until the next review."), tone="success")


def _owner(secret: TradeSecret) -> list[Person]:
    return [secret.owner] if secret.owner is not None else []


def _is_among(reader: Any, who: Iterable[Person]) -> bool:
    return any(one.pk == getattr(reader, "pk", None) for one in who)


def stages(secret: TradeSecret, told: Panel, grades: Mapping[str, Grade]) -> list[Stage]:
    """The way into force as a bar; none for what has left it."""
    if secret.state not in ON_THE_WAY:
        return []
    is_submitted = secret.state != "nominated"
    found = [
        Stage(_("Nominated"), "done", on=secret.nominated_on),
        Stage(_("Described"), "done" if is_submitted else "current"),
        *_deciding(secret, told, grades),
    ]
    filed = {"approved": "current"}.get(secret.state, "done" if secret.is_live else "ahead")
    found.append(Stage(_("Filed by the office"), filed))
    in_force = "done" if secret.is_live else "ahead"
    return [*found, Stage(_("In force"), in_force, on=secret.effective_on)]


def _deciding(secret: TradeSecret, told: Panel, grades: Mapping[str, Grade]) -> Iterable[Stage]:
    grade = grades.get(secret.grade or secret.proposed_grade)
    chain = [post for post in (grade.approvers if grade else USUAL) if post in DECIDERS]
    if secret.state != "proposed":
        stage = "ahead" if secret.state == "nominated" else "done"
        return [Stage(DECIDERS[post], stage) for post in chain]
    if told.open_post == "chair" and "chair" not in chain:
        # No committee sat when it was proposed.
        chain = ["chair" if post == "committee" else post for post in chain]
    # By post and not by place: the department has no step of its own where its head proposed.
    turn = chain.index(told.open_post) if told.open_post in chain else 0
    return [Stage(DECIDERS[post], _turn(place, turn)) for place, post in enumerate(chain)]


def _turn(place: int, turn: int) -> str:
    if place == turn:
        return "current"
    return "done" if place < turn else "ahead"
