"""Meetings as tests need them, played through the house's own actions."""

from datetime import UTC, datetime, timedelta

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.documents.review import Line, Review
from shoumi.domains.committee.models import AgendaItem, Ballot, Meeting, Vote
from shoumi.domains.register.actions import approve_grading
from shoumi.domains.register.actions.grades import amend_grade
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.kernel.records.models import Record
from tests.conftest import Ticker
from tests.domains.register import scenes

SEATED = (
    "chair", "leader", "leader_business", "head", "marketing_head", "finance_head", "hr_head",
    "it_head", "counsel", "chemist",
)  # fmt: skip
WITHOUT_A_SEAT = ("custodian", "engineer", "marketer", "office")
LINES = (Line("5.1", "工作会议", "已落实", "本年已召开。"),)
NO_LEAD = actions.Followed()


def waiting_secret(cast: Cast, at: Ticker) -> TradeSecret:
    """A core secret that department and leader have agreed to; the committee decides on it."""
    core = Grade.objects.get(code="core")
    chain = ["head", "leader", "office", "committee"]
    if core.approvers != chain:
        amend_grade(core, values={"approvers": chain}, by=cast["office"], at=at())
    secret = scenes.proposed(cast, at, "core")
    for signer in ("head", "leader"):
        secret = approve_grading(secret, verdict="agree", by=cast[signer], at=at())
    return secret


def called(cast: Cast, at: Ticker, form: str = "regular", days: int = 7) -> Meeting:
    """In preparation, a week ahead at ten in the morning of the company's time."""
    start = datetime.combine(at.now.date() + timedelta(days=days), datetime.min.time(), UTC)
    when = actions.Appointed(start + timedelta(hours=2), "三楼会议室")
    if form == "written":
        when = actions.Appointed(answers_by=start.date())
    return actions.call_meeting(
        entity=cast.units["YL"], form=form, title="商业秘密保护委员会会议", when=when,
        by=cast["office"], at=at(),
    )  # fmt: skip


def with_item(
    cast: Cast, at: Ticker, *, title: str = "年度经费", matter: Record | None = None,
    form: str = "regular",
) -> AgendaItem:  # fmt: skip
    meeting = called(cast, at, form)
    return actions.put_on_agenda(meeting, title=title, matter=matter, by=cast["office"], at=at())


def notified(cast: Cast, at: Ticker, item: AgendaItem) -> AgendaItem:
    actions.notify(again(item).meeting, by=cast["office"], at=at())
    return again(item)


def sign_in(cast: Cast, at: Ticker, meeting: Meeting, *who: str) -> None:
    for key in who:
        row = meeting.attendances.get(person=cast[key])
        actions.sign_in(row, by=cast[key], at=at())


def in_session(
    cast: Cast, at: Ticker, item: AgendaItem, *who: str, told: bool = False
) -> AgendaItem:
    """Notified, its day come, these present (all, if none are named), opened."""
    item = again(item) if told else notified(cast, at, item)
    if item.meeting.form == "yearly":
        laid(cast, at, item)
    starts_at = item.meeting.starts_at
    assert starts_at is not None
    at.now = max(at.now, starts_at)
    sign_in(cast, at, item.meeting, *(who or SEATED))
    actions.open_session(again(item).meeting, by=cast["office"], at=at())
    return again(item)


def laid(cast: Cast, at: Ticker, item: AgendaItem) -> None:
    """An assessment stands before the yearly work meeting."""
    actions.lay_review(
        again(item).meeting, assess=lambda day: Review("制〔2026〕1 号", day, (), LINES),
        by=cast["office"], at=at(),
    )  # fmt: skip


def opened(cast: Cast, at: Ticker, item: AgendaItem, **asked: str) -> Vote:
    given = {"text": "同意。", **asked}
    return actions.open_vote(again(item), by=cast["office_head"], at=at(), **given)


def cast_all(cast: Cast, at: Ticker, vote: Vote, choice: str = "agree", *who: str) -> None:
    """These vote so, or everybody who is entitled and has not voted yet."""
    keys = {person.pk: key for key, person in cast.persons.items()}
    left = Ballot.objects.filter(vote=vote, cast_at=None).values_list("person_id", flat=True)
    for key in who or [keys[one] for one in left]:
        actions.cast(vote, choice=choice, by=cast[key], at=at())


def closed(cast: Cast, at: Ticker, vote: Vote) -> Vote:
    return actions.close_vote(Vote.objects.get(pk=vote.pk), by=cast["office"], at=at())


def carried(cast: Cast, at: Ticker, item: AgendaItem, **asked: str) -> Vote:
    vote = opened(cast, at, item, **asked)
    cast_all(cast, at, vote)
    return closed(cast, at, vote)


def again(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting", "matter").get(pk=item.pk)
