"""The demo's rules: two procedures, the grading standard and the scope catalogue in force and
confirmed by most, one rule before the staff, a question answered."""

from shoumi.demo.cast import Cast
from shoumi.demo.story import Story
from shoumi.demo.telling import Part
from shoumi.domains.policies import actions
from shoumi.domains.policies.daily import go_on
from shoumi.domains.policies.models import Edition, Question
from shoumi.kernel.accounts.house import HOUSE

LAWS = ["anti_unfair_competition", "trade_secret_interpretation"]
HOW = "公告栏张贴、班组会宣读，意见交本部门保密管理员。"


class HouseRules(Part):
    """`begin`, `submit`, then the committee decides, then `publish` and `confirm`; `ask`,
    `answer`, the committee decides, `publish_answer`; `consult` what is before the staff still."""

    def __init__(self, cast: Cast, story: Story) -> None:
        super().__init__(cast, story)
        self.drafted: list[int] = []
        self.asked = 0

    @property
    def editions(self) -> list[Edition]:
        return [Edition.objects.get(pk=key) for key in self.drafted]

    @property
    def question(self) -> Question:
        return Question.objects.get(pk=self.asked)

    def begin(self) -> None:
        for starter, unit in (
            ("drawing_out", "RD"), ("printing", "LG"), ("grading_standard", "LG"),
            ("scope_catalogue", "LG"),
        ):  # fmt: skip
            self.drafted.append(self._draft(starter, unit, "首次制定。").pk)
        said = actions.remark(
            self.editions[0], text="夜班借出时值班长可否代签？", by=self["engineer"],
            at=self.story(),
        )  # fmt: skip
        actions.answer_remark(
            said, outcome="partly", answer="可以代签，次日由归口部门补签。", by=self.office,
            at=self.story(),
        )  # fmt: skip

    def _draft(self, starter: str, unit: str, summary: str) -> Edition:
        units = self.cast.units
        edition = actions.take_starter(
            starter=starter, unit=units[unit], applies_to=units["YL"], by=self.office,
            at=self.story(),
        )  # fmt: skip
        actions.describe_edition(edition, summary=summary, by=self.office, at=self.story())
        return actions.open_consultation(
            edition, closes_on=self.ahead(7), how=HOW, by=self.office, at=self.story()
        )

    def submit(self) -> None:
        """The consultation is over; counsel agrees."""
        for edition in self.editions:
            actions.close_consultation(
                edition, outcome="意见已逐条答复，条文已修改。", by=self.office, at=self.story()
            )
            actions.check_basis(edition, laws=LAWS, by=self.office, at=self.story())
            actions.submit_edition(edition, by=self.office, at=self.story())
            actions.review_edition(edition, verdict="agree", by=self["counsel"], at=self.story())

    def publish(self) -> None:
        for edition in self.editions:
            actions.publish_edition(edition, by=self.office, at=self.story())
        go_on(by=HOUSE, at=self.story())

    def confirm(self) -> None:
        """The first and what was adopted beside it by everybody, the second by all but two."""
        first, second, *beside = self.editions
        for edition in (first, *beside):
            self.answered(edition)
        self.answered(second, but=("chemist", "sister_engineer"))

    def ask(self) -> None:
        edition = self.editions[1]
        self.asked = actions.ask_question(
            edition, clause=edition.clauses.order_by("place")[0],
            asked="打印样品照片算不算打印涉密文件？", by=self["engineer"], at=self.story(),
        ).pk  # fmt: skip

    def answer(self) -> None:
        actions.draft_answer(
            self.question, answer="照片能看出涉密结构或者参数的，按涉密文件办理。",
            by=self.office, at=self.story(),
        )  # fmt: skip

    def publish_answer(self) -> None:
        actions.publish_answer(self.question, by=self.office, at=self.story())

    def consult(self) -> None:
        """A third rule: its consultation still runs."""
        edition = self._draft("remote_work", "IT", "远程办公增多，需要统一要求。")
        actions.remark(
            edition, text="出差时用酒店网络怎样办理，请写明。", by=self["marketer"],
            at=self.story(),
        )  # fmt: skip
