"""The demo's plans: one of five years, and this year's, adopted, issued and carried out."""

from datetime import date, timedelta

from shoumi.demo.telling import Part
from shoumi.domains.programme import actions
from shoumi.domains.programme.facts import CARRY_OUT
from shoumi.domains.programme.models import Plan
from shoumi.kernel.tasks.actions import report, sign_off
from shoumi.kernel.tasks.models import Task

LATE = timedelta(days=75)
"""What fell due within so many days of the end is not all done yet."""


class Plans(Part):
    """`begin` and `submit`; the committee decides; `issue`, and `work` from time to time."""

    long = year = 0

    @property
    def both(self) -> list[Plan]:
        return [Plan.objects.get(pk=key) for key in (self.long, self.year)]

    def begin(self) -> None:
        """Drafted and put before the departments, of which two say something."""
        last, entity = self.story.end.year, self.cast.units["YL"]
        long = actions.begin_plan(
            sort="long", entity=entity, from_year=last, to_year=last + 4, by=self.office,
            at=self.story(),
        )  # fmt: skip
        for text, lead, due_on, clauses in (
            ("建成覆盖全集团的商业秘密分级保护体系。", "office", date(last + 2, 12, 20), ["4.1"]),
            ("涉密载体全部实行编号管理和电子留痕。", "it_head", date(last + 3, 6, 20), ["4.2"]),
            ("各所属企业设立保密管理机构并通过评估。", "counsel", date(last + 4, 6, 20), ["3.1"]),
        ):
            written = actions.Written(
                text=text, lead=self[lead], due_on=due_on, clauses=clauses, measure="经委员会验收"
            )
            actions.write_item(long, written=written, by=self.office, at=self.story())
        self.long = long.pk
        self.year = actions.begin_plan(
            sort="yearly", entity=entity, from_year=last, carries_out=None,
            starter="yearly", by=self.office, at=self.story(),
        ).pk  # fmt: skip
        for plan in self.both:
            actions.consult_plan(plan, closes_on=self.ahead(5), by=self.office, at=self.story())
        self._remark()

    def _remark(self) -> None:
        for key, text in (
            ("head", "培训请避开三季度的产线调试。"),
            ("finance_head", "请写明每项工作的经费来源。"),
        ):
            remark = actions.remark(self.both[1], text=text, by=self[key], at=self.story())
            taken = key == "head"
            actions.answer_remark(
                remark, outcome="taken_up" if taken else "not_taken_up",
                answer="已调整。" if taken else "经费在预算中统一列支。",
                by=self.office, at=self.story(),
            )  # fmt: skip

    def submit(self) -> None:
        for plan in self.both:
            self.answered(plan)
            actions.close_consultation(plan, by=self.office, at=self.story())
            actions.submit_plan(Plan.objects.get(pk=plan.pk), by=self.office, at=self.story())

    def issue(self) -> None:
        for plan in self.both:
            actions.issue_plan(plan, by=self.office, at=self.story())
            self.answered(plan)

    def work(self) -> None:
        """What fell due is reported and signed off; of the last weeks one thing is late and one
        waits to be signed off."""
        recent = self.story.end.date() - LATE
        due = Task.objects.filter(state=Task.State.OPEN, duty=CARRY_OUT, due_on__lte=self.today)
        left = {"late", "reported"} if self.today > recent else set()
        for task in due.order_by("due_on", "pk"):
            if task.due_on > recent and "late" in left:
                left.discard("late")
                continue
            report(task, result="已按计划完成，记录附后。", by=task.lead, at=self.story())
            task.refresh_from_db()
            if task.due_on > recent and "reported" in left:
                left.discard("reported")
                continue
            sign_off(task, by=self["office_head"], at=self.story())
