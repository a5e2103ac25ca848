"""The demo's committee through its year: seats, undertakings, meetings, resolutions, opinions."""

from datetime import date, timedelta

from shoumi.demo.cast import Cast
from shoumi.demo.grading import Grading
from shoumi.demo.house_rules import HouseRules
from shoumi.demo.plans import Plans
from shoumi.demo.sitting import Point, Sitting
from shoumi.demo.story import Chapter, Story
from shoumi.demo.telling import Part, days_since, told, weekday_on
from shoumi.demo.words import Words
from shoumi.domains.committee import actions
from shoumi.domains.committee.actions.checking import Answer
from shoumi.domains.committee.daily import go_on as keep_seats
from shoumi.domains.committee.members_daily import go_on as ask_members
from shoumi.domains.committee.models import DepartmentCheck, Opinion, Undertaking
from shoumi.domains.committee.rules.checking import POINTS
from shoumi.domains.register.models import TradeSecret
from shoumi.foundation.periods import quarter_of
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Appointment
from shoumi.kernel.tasks.ticking import turn

FIELDS = (
    ("counsel", "member", "law"),
    ("hr_head", "member", "personnel"),
    ("it_head", "member", "security"),
    ("chemist", "expert", "technology"),
)
PLEDGE = (
    "我承诺：遵守公司商业秘密保护制度，不打听、不带走、不外传与职责无关的商业秘密；\n"
    "发现泄露迹象立即报告；履行委员会成员的职责，如实申报利害关系。"
)
LATEST_JANUARY, EARLIEST = 18, 300
"""The day of January on which the year's plan comes before the committee, where that is no longer
ago than so many days."""


def year_of(cast: Cast, story: Story) -> list[Chapter]:
    """The chapters of the committee's year."""
    return Year(cast, story).chapters() + Words(cast, story).chapters()


class Year(Part):
    def __init__(self, cast: Cast, story: Story) -> None:
        super().__init__(cast, story)
        self.plans, self.rules = Plans(cast, story), HouseRules(cast, story)
        self.grading = Grading(cast, story)
        self.first = Sitting(
            cast, story, title="商业秘密保护委员会第一次会议",
            absent=("leader_business", "marketing_head"),
        )  # fmt: skip
        self.yearly = Sitting(
            cast, story, title="商业秘密保护工作会议", form="yearly", absent=("finance_head",)
        )
        self.written = Sitting(cast, story, title="增补信息安全专家", form="written")
        self.coming = Sitting(cast, story, title="商业秘密保护委员会第四季度例会")

    def chapters(self) -> list[Chapter]:
        end = self.story.end.date()
        january = days_since(end, date(end.year, 1, LATEST_JANUARY))
        first = weekday_on(end, min(january, EARLIEST) if january > 150 else EARLIEST)
        new_year = min(days_since(end, date(end.year, 1, 8)), 280)
        quarter = days_since(end, quarter_of(end).first + timedelta(days=1))
        rules, plans, yearly = self.rules, self.plans, weekday_on(end, 106)
        return told(
            (first + 27, self.tag_seats), (first + 26, rules.begin), (first + 24, plans.begin),
            (first + 17, rules.submit), (first + 16, plans.submit),
            (first + 15, self.call_first), (first, self.first.hold), (first - 2, self.first.sign),
            (first - 3, plans.issue), (first - 4, rules.publish), (first - 9, rules.confirm),
            (first - 30, self.first.archive),
            (new_year, self.ask_to_sign), (new_year - 4, self.sign),
            (200, self.nominate), (198, self.appoint),
            (140, rules.ask), (132, rules.answer),
            (yearly + 16, self.grading.begin), (yearly - 12, self.grading.answer),
            (yearly - 30, self.grading.close),
            (yearly + 15, self.call_yearly), (yearly, self.yearly.hold),
            (yearly - 4, self.yearly.sign), (yearly - 40, self.carried_out),
            (yearly - 43, self.signed_off), (yearly - 5, rules.publish_answer),
            (45, self.ask_experts), (41, self.give_opinion), (6, self.ask_again),
            (36, self.declare), (4, self.propose_member), (5, rules.consult),
            (quarter, self.ask_members), (quarter - 6, self.check_departments),
            (weekday_on(end, 4), self.send_round), (3, self.vote_in_writing),
            (8, self.call_coming), (1, self.tell_coming),
            *((days, self.month) for days in (240, 120, 30, 0)),
        )  # fmt: skip

    def month(self) -> None:
        """What the calendar does by itself every day, and the plan's work that comes of it."""
        keep_seats(by=HOUSE, at=self.story())
        turn(by=HOUSE, at=self.story())
        self.plans.work()

    def tag_seats(self) -> None:
        for key, role, field in FIELDS:
            seat = Appointment.objects.get(person=self[key], post__role=role)
            actions.tag_seat(seat, tags=[field], by=self.office, at=self.story())

    def call_first(self) -> None:
        long, year = self.plans.both
        agree, pass_it = "同意，印发执行。", "通过，自公布之日起施行。"
        self.first.call(in_days=15, points=[
            Point(matter=long, text=agree), Point(matter=year, text=agree, said="已征求意见。"),
            *(Point(matter=one, text=pass_it) for one in self.rules.editions),
        ])  # fmt: skip
        self.first.notify()

    def call_yearly(self) -> None:
        self.yearly.call(in_days=15, points=[
            Point("上年度执行情况检查", said="办公室作报告，委员逐条对照查证结论。"),
            Point("研发样品间改造", "样品间加装门禁和监控。", "it_head", 45,
                  said="样品间无门禁，借用记录不全。"),
            Point("展会外发资料审核", "修订展会资料外发审核办法。", "marketing_head", 60,
                  said="秋季展会前应有明确办法。"),
            Point("全员保密轮训", "年底前完成全员保密轮训，由人力资源部组织。", "hr_head", 135),
            Point(matter=self.rules.question, text="同意该解释，予以公布。"),
            Point(matter=self.grading.campaign, text="同意开展，各部门按期报送。"),
        ])  # fmt: skip
        self.yearly.notify()

    def carried_out(self) -> None:
        actions.report_carried_out(
            self.yearly.resolution("研发样品间改造"), result="门禁和监控已验收，记录已归档。",
            by=self["it_head"], at=self.story(),
        )  # fmt: skip

    def signed_off(self) -> None:
        actions.close_resolution(
            self.yearly.resolution("研发样品间改造"), by=self["office_head"], at=self.story()
        )
        self.yearly.archive()

    def send_round(self) -> None:
        """A vote in writing, which is open still."""
        self.written.call(in_days=9, points=[
            Point("增补信息安全专家", "同意增补朱清越为信息安全专家，任期两年。")
        ])  # fmt: skip
        self.written.notify()

    def vote_in_writing(self) -> None:
        self.written.vote("leader", "head", "finance_head", "hr_head", "it_head")

    def call_coming(self) -> None:
        day = self.story.end.date() + timedelta(days=13)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.coming.call(in_days=(day - self.today).days, points=[
            Point("第四季度工作安排", "同意第四季度工作安排。"),
            Point("展会外发资料审核进展"),
        ])  # fmt: skip

    def tell_coming(self) -> None:
        self.coming.notify()
        self.answered(self.coming.meeting, but=("chair", "leader", "marketing_head", "counsel"))

    def ask_to_sign(self) -> None:
        actions.open_undertaking(
            entity=self.cast.units["YL"], text=PLEDGE, by=self.office, at=self.story()
        )

    def sign(self) -> None:
        """All but one."""
        self.answered(Undertaking.objects.get(), but=("marketing_head",))

    def nominate(self) -> None:
        """An expert, who is asked for the undertaking as soon as he is appointed."""
        self.expert = actions.nominate(
            person=self["engineer"], role="expert", unit=self.cast.units["YL"],
            from_on=self.ahead(2), tags=["technology"], because="熟悉涂布工艺，参加过两次鉴定。",
            by=self.office, at=self.story(),
        )  # fmt: skip

    def appoint(self) -> None:
        actions.appoint(self.expert, by=self["chair"], at=self.story())
        self.answered(self.expert)
        keep_seats(by=HOUSE, at=self.story())
        if Undertaking.objects.exists():
            self.sign()

    def propose_member(self) -> None:
        """It waits for the director."""
        actions.nominate(
            person=self["it_custodian"], role="expert", unit=self.cast.units["YL"],
            from_on=self.ahead(20), tags=["security"],
            because="负责终端审计，补足信息安全专家。", by=self.office, at=self.story(),
        )  # fmt: skip

    def declare(self) -> None:
        actions.declare_interest(
            text="配偶在树脂供应商任职。", from_on=self.today, by=self["chemist"], at=self.story()
        )

    def _asked_about(self, place: int, asked: str) -> None:
        secret = TradeSecret.objects.filter(state="active").order_by("pk")[place]
        actions.ask_opinion(
            secret, field="technology", experts=[self["chemist"]], asked=asked,
            due_on=self.ahead(14), by=self.office, at=self.story(),
        )  # fmt: skip

    def ask_experts(self) -> None:
        self._asked_about(1, "公开文献中是否已有同样的参数范围？")

    def give_opinion(self) -> None:
        actions.give_opinion(
            Opinion.objects.get(), text="检索近五年文献和专利，未见同样的参数范围，具备秘密性。",
            method="password", by=self["chemist"], at=self.story(),
        )  # fmt: skip

    def ask_again(self) -> None:
        self._asked_about(2, "该工艺能否由产品反推得出？")

    def ask_members(self) -> None:
        ask_members(by=HOUSE, at=self.story())

    def check_departments(self) -> None:
        """Everybody but one confirms; research finds that its carriers are not all counted."""
        rows = DepartmentCheck.objects.filter(state="open").select_related("owner", "org_unit")
        for row in rows.order_by("pk"):
            key = self.keys[row.owner_id or 0]
            if key == "marketing_head":
                continue
            wrong = "carriers" if key == "head" else ""
            answers = {
                one.name: Answer(one.name != wrong, "本月内补做盘点。" if wrong else "")
                for one in POINTS
            }
            actions.confirm_check(row, answers=answers, by=self.cast[key], at=self.story())
