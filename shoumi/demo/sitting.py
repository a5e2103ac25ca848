"""One meeting of the demo's committee, from its calling to its signed minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from shoumi.demo.cast import Cast
from shoumi.demo.story import Story
from shoumi.demo.telling import Part
from shoumi.domains.committee import actions
from shoumi.domains.committee.actions import Appointed, Followed
from shoumi.domains.committee.models import AgendaItem, Meeting, Resolution
from shoumi.journeys import deciding, reviewing
from shoumi.kernel.records.models import Record

PLACE = "办公楼三层会议室"


@dataclass(frozen=True)
class Point:
    """A point of the agenda: what is said on it, what is resolved, and who carries it out in how
    many days; without a wording it is taken note of."""

    title: str = ""
    text: str = ""
    lead: str = ""
    days: int = 0
    matter: Record | None = None
    said: str = ""


class Sitting(Part):
    """`absent` are on leave."""

    def __init__(
        self, cast: Cast, story: Story, *, title: str, form: str = "regular",
        absent: Sequence[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(cast, story)
        self.title, self.form, self.absent = title, form, absent
        self.key = 0
        self.points: dict[int, Point] = {}

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.key)

    def call(self, *, in_days: int, points: Sequence[Point]) -> None:
        """Prepared by the office, with its agenda."""
        day = self.ahead(in_days)
        when = Appointed(datetime.combine(day, time(1, 30), UTC), PLACE)
        if self.form == Meeting.Form.WRITTEN:
            when = Appointed(answers_by=day)
        self.key = actions.call_meeting(
            entity=self.cast.units["YL"], form=self.form, title=self.title, when=when,
            chair=self["office_head"], by=self.office, at=self.story(),
        ).pk  # fmt: skip
        for one in points:
            self.put(one)

    def put(self, point: Point) -> None:
        item = actions.put_on_agenda(
            self.meeting, title=point.title, matter=point.matter, wording=point.text,
            by=self.office, at=self.story(),
        )  # fmt: skip
        self.points[item.pk] = point

    def notify(self) -> None:
        actions.notify(self.meeting, by=self.office, at=self.story())

    def hold(self) -> None:
        """Members sign in, every point is voted on or taken note of, and it is closed."""
        self.answered(self.meeting)
        if self.form == Meeting.Form.YEARLY:
            reviewing.lay_review(self.meeting, by=self.office, at=self.story())
        self._come_in()
        actions.open_session(self.meeting, by=self.office, at=self.story())
        for item in self.meeting.items.order_by("order"):
            self._settle(item, self.points.get(item.pk, Point(text="追认。")))
        actions.close_session(self.meeting, by=self.office, at=self.story())

    def _come_in(self) -> None:
        at = self.story()
        for row in self.meeting.attendances.select_related("person"):
            if self.keys[row.person_id] in self.absent:
                actions.record_attendance(row, state="leave", by=self.office, at=at)
            else:
                actions.sign_in(row, by=row.person, at=at)

    def _settle(self, item: AgendaItem, point: Point) -> None:
        if point.said:
            actions.note(item, text=point.said, by=self.office, at=self.story())
        if not point.text:
            actions.settle(AgendaItem.objects.get(pk=item.pk), by=self.office, at=self.story())
            return
        vote = actions.open_vote(
            AgendaItem.objects.get(pk=item.pk), text=point.text, by=self["office_head"],
            at=self.story(),
        )  # fmt: skip
        at = self.story()
        for ballot in vote.ballots.select_related("person"):
            actions.cast(vote, choice="agree", by=ballot.person, at=at)
        vote.refresh_from_db()
        actions.close_vote(vote, by=self.office, at=self.story())
        followed = Followed()
        if point.lead:
            followed = Followed(self[point.lead], self.ahead(point.days))
        deciding.decide(
            AgendaItem.objects.get(pk=item.pk), followed=followed, by=self.office, at=self.story()
        )

    def sign(self) -> None:
        """The office writes the minutes, whoever chaired signs them."""
        actions.draft_minutes(
            self.meeting, remarks="与会委员无其他意见。", by=self.office, at=self.story()
        )
        actions.sign_minutes(self.meeting, by=self["office_head"], at=self.story())

    def archive(self) -> None:
        actions.archive(self.meeting, by=self.office, at=self.story())

    def resolution(self, title: str) -> Resolution:
        return Resolution.objects.get(item__meeting=self.key, item__title=title)

    def vote(self, *who: str) -> None:
        """These answer a vote in writing."""
        self.answered(self.meeting, but=set(self.cast.persons) - set(who))
        (item,) = self.meeting.items.all()
        vote = item.votes.get()
        at = self.story()
        for key in who:
            actions.cast(vote, choice="agree", by=self[key], at=at)
