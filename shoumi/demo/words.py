"""How word reaches everybody in the demo: circulars, reports of the months, bulletins, requests."""

from datetime import date

from shoumi.demo.cast import Cast
from shoumi.demo.story import Chapter, Story
from shoumi.demo.telling import Part, days_since, told
from shoumi.domains.committee.models import Meeting
from shoumi.domains.notices import actions
from shoumi.domains.notices.daily import go_on
from shoumi.domains.notices.facts import units_to_tell
from shoumi.domains.notices.models import Circular, CooperationAnswer, DepartmentReport
from shoumi.foundation.periods import add_months
from shoumi.journeys import circulating
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Role
from shoumi.kernel.accounts.standing import holders
from shoumi.kernel.records.models import Record

NUMBERS = {"secrets_nominated": 1, "trainings": 1, "people_trained": 12}
MISSING = "FN"
"""The department whose last report is missing."""


class Words(Part):
    """The months are those before the story's last three reports were asked for."""

    def __init__(self, cast: Cast, story: Story) -> None:
        super().__init__(cast, story)
        first = story.end.date().replace(day=1)
        self.asked_on = [add_months(first, -n).replace(day=2) for n in (2, 1, 0)]

    def chapters(self) -> list[Chapter]:
        end = self.story.end.date()
        acts = [*told(
            (96, self.first_circular), (12, self.open_circular),
            (21, self.first_request), (18, self.take_on), (16, self.reply), (15, self.confirm),
            (2, self.second_request),
        )]  # fmt: skip
        for asked in self.asked_on:
            if asked <= end:
                acts += self._month(days_since(end, asked), last=asked == self.asked_on[-1])
        return acts

    def _month(self, asked: int, *, last: bool) -> list[Chapter]:
        month = add_months(self.asked_on[-1].replace(day=1), -1)
        if not last:
            month = next(
                add_months(one.replace(day=1), -1) for one in self.asked_on
                if days_since(self.story.end.date(), one) == asked
            )  # fmt: skip
        return told(
            (asked, self.ask_for_reports), (asked - 2, lambda: self.report(month, last=last)),
            (asked - 7, lambda: self.collect(month, last=last)),
        )  # fmt: skip

    def ask_for_reports(self) -> None:
        go_on(by=HOUSE, at=self.story())

    def report(self, month: date, *, last: bool) -> None:
        """Each department writes, or says that there is nothing; its head or leader confirms."""
        rows = DepartmentReport.objects.filter(month=month, state="open")
        for row in rows.select_related("org_unit", "owner").order_by("pk"):
            by = row.owner
            if by is None or (last and row.org_unit.code == MISSING):
                continue
            if row.org_unit.code in {"RD", "MK", "HC-PR"}:
                said = actions.Said(NUMBERS, suggestions="建议在样品间增设监控。")
                actions.write_report(row, said=said, by=by, at=self.story())
            else:
                actions.report_nothing(row, by=by, at=self.story())
            unit = row.org_unit
            above = [
                one for role in (Role.HEAD, Role.LEADER)
                for one in holders(unit, role, on=self.today) if one.pk != by.pk
            ]  # fmt: skip
            fresh = DepartmentReport.objects.get(pk=row.pk)
            actions.confirm_report(fresh, by=above[0], at=self.story())

    def collect(self, month: date, *, last: bool) -> None:
        """Taken up, and shared in a bulletin; the last month's is a draft still."""
        for row in DepartmentReport.objects.filter(month=month, state="confirmed").order_by("pk"):
            actions.take_up_report(row, by=self.office, at=self.story())
        bulletin = actions.draft_bulletin(
            month=month, text="各部门情况平稳，样品间监控已列入改造。", by=self.office,
            at=self.story(),
        )  # fmt: skip
        if not last:
            actions.issue_bulletin(bulletin, by=self.office, at=self.story())
            self.answered(bulletin)

    def _circular(self, title: str, text: str, *, source: Record | None = None) -> Circular:
        to = actions.Addressed(Circular.Reaches.UNITS, list(units_to_tell(self.today)))
        circular = actions.draft_circular(
            title=title, text=text, to=to, source=source, by=self.office, at=self.story()
        )
        return self._go_out(circular)

    def _go_out(self, circular: Circular) -> Circular:
        actions.submit_circular(circular, by=self.office, at=self.story())
        actions.approve_circular(circular, by=self["chair"], at=self.story())
        return actions.issue_circular(circular, by=self.office, at=self.story())

    def first_circular(self) -> None:
        """The minutes that were signed so far go round."""
        for meeting in Meeting.objects.filter(minutes__isnull=False).order_by("pk"):
            drafted = circulating.circulate(meeting, by=self.office, at=self.story())
            circular = self._go_out(drafted)
            self.answered(circular)
            actions.complete_circular(circular, by=HOUSE, at=self.story())

    def open_circular(self) -> None:
        """Finance and the battery company have not confirmed it yet."""
        text = "请各部门于月底前清点本部门涉密样品，核对编号和存放地点，不符的当日报告。"
        circular = self._circular("关于清点涉密样品的通报", text)
        self.answered(circular, but=(
            "finance_head", "finance_custodian", "battery_custodian", "battery_leader", "custodian",
            "leader_business",
        ))  # fmt: skip

    def first_request(self) -> None:
        units = self.cast.units
        actions.ask_cooperation(
            unit=units["RD"], of=[units["MK"], units["IT"]], title="回收客户试用图纸",
            text="请市场部回收九月交客户试用的图纸，请信息安全部核查外发记录。",
            wanted_by=self.ahead(30), by=self["custodian"], at=self.story(),
        )  # fmt: skip

    def _answer(self, unit: str) -> CooperationAnswer:
        return CooperationAnswer.objects.get(org_unit__code=unit, title="回收客户试用图纸")

    def take_on(self) -> None:
        for unit, key in (("MK", "marketing_custodian"), ("IT", "it_custodian")):
            actions.accept_request(self._answer(unit), by=self[key], at=self.story())

    def reply(self) -> None:
        actions.reply_to_request(
            self._answer("MK"), reply="六份图纸已全部收回并登记。", by=self["marketing_custodian"],
            at=self.story(),
        )  # fmt: skip

    def confirm(self) -> None:
        actions.confirm_reply(self._answer("MK"), by=self["head"], at=self.story())

    def second_request(self) -> None:
        units = self.cast.units
        actions.ask_cooperation(
            unit=units["HR"], of=[units["RD"]], title="核对离岗人员交接清单",
            text="请研发中心核对本月离岗人员的载体交接清单。", wanted_by=self.ahead(14),
            by=self["hr_custodian"], at=self.story(),
        )  # fmt: skip
