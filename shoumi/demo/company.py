"""The demo company: a year of its regime, played through the house's own actions.

It is a story: its instants lie in the past, so its log says when the story happened, not when the
demo was made. A company's own data never comes in this way.
"""

import secrets as tokens
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from shoumi.demo.cast import Cast, assemble, open_accounts
from shoumi.demo.committee import year_of
from shoumi.demo.regime import adopt_default, revise
from shoumi.demo.story import Chapter, Story
from shoumi.demo.vault import keeping
from shoumi.domains.committee.actions import Followed, lay_before_director
from shoumi.domains.register.actions import (
    Description,
    Existing,
    Place,
    adopt_grades,
    approve_change,
    approve_grading,
    decline,
    enter_existing,
    file,
    issue_change_sheet,
    issue_label,
    issue_sheet,
    nominate,
    propose_change,
    propose_grading,
    refine,
    review,
)
from shoumi.domains.register.models import TradeSecret
from shoumi.journeys import deciding
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import holders, local_day
from shoumi.kernel.approvals import bodies
from shoumi.kernel.approvals.models import Seat
from shoumi.kernel.storage import keyring
from shoumi.kernel.tasks.published import enter_published

SIGN_INS = (
    ("chair", "主任（总经理） · Director"),
    ("leader", "分管领导 · Leader in charge"),
    ("office", "委员会办公室 · Committee's office"),
    ("office_head", "办公室主任 · Head of the office"),
    ("counsel", "法律顾问、委员 · Counsel and member"),
    ("marketing_head", "委员（市场部负责人） · Member, head of Marketing"),
    ("it_head", "委员（信息安全部负责人） · Member, head of Information Security"),
    ("head", "研发中心负责人 · Head of R&D"),
    ("custodian", "研发中心保密管理员 · Custodian of R&D"),
    ("engineer", "研发工程师 · R&D engineer"),
    ("marketer", "市场专员 · Marketing"),
    ("sister_custodian", "所属企业保密管理员 · Affiliate's custodian"),
    ("system_admin", "系统管理员 · System administrator"),
    ("secrecy_admin", "安全保密管理员 · Secrecy administrator"),
    ("audit_admin", "安全审计员 · Audit administrator"),
)


def build(*, at: datetime, progress: Callable[[str], None] = lambda text: None) -> dict[str, str]:
    """Make the demo company, its last act at `at`; answers the sign-ins' passwords by name."""
    story = Story(at)
    keyring.establish(at=story())
    progress("people")
    cast = assemble(at=story(), since=(at - timedelta(days=400)).date())
    enter_published(by=HOUSE, at=story())
    passwords = {key: tokens.token_urlsafe(9) for key, _ in SIGN_INS}
    open_accounts(cast, passwords, at=story())
    story.on(330)
    adopt_grades(preset="default", by=HOUSE, at=story())
    adopt_default(cast, story)
    progress("secrets")
    old = _enter_ledger(cast, story)
    issue_label(old, by=cast["custodian"], at=story())
    progress("committee")
    chapters = [
        *_chapters(cast, story),
        Chapter(100, lambda: _review_ledger(old.pk, cast, story)),
        *year_of(cast, story),
        Chapter(4, lambda: revise(cast, story)),
    ]
    for chapter in sorted(chapters, key=lambda one: -one.days):
        story.on(chapter.days)
        chapter.act()
    return passwords


def _enter_ledger(cast: Cast, story: Story) -> TradeSecret:
    """What stood in the paper register before: its true dates lie before the story begins."""
    old = local_day(story.now) - timedelta(days=200)
    return enter_existing(
        existing=Existing(
            title="耐磨底漆配方（旧台账）",
            org_unit=cast.units["RD"],
            owner=cast["chemist"],
            category="product_formula",
            grade="important",
            term="P5Y",
            approved_on=old,
            previous_number="商密-2024-017",
            reviewed_on=local_day(story.now) - timedelta(days=20),
            grounds={
                "secrecy": "旧台账附有检索报告。",
                "value": "三年累计订单的主要产品。",
                "protection": "配方以代号下发，原件在保险柜。",
            },
            points=("底漆中两种填料的粒径配比。",),
            places=(Place("paper", "研发中心保险柜"),),
            audience=(cast["engineer"],),
            measures={"carriers": "保险柜双人掌管"},
        ),
        by=cast["office"],
        at=story(),
    )


def _review_ledger(key: int, cast: Cast, story: Story) -> None:
    review(TradeSecret.objects.get(pk=key), outcome="keep", by=cast["chemist"], at=story())


def _chapters(cast: Cast, story: Story) -> list[Chapter]:
    rows: list[dict[str, Any]] = tomllib.loads(
        Path(__file__).with_name("secrets.toml").read_text("utf-8")
    )["secret"]
    chapters: list[Chapter] = []
    for row in rows:
        chapters += Telling(cast, story, row).chapters()
    return chapters


class Telling:
    """One secret's way through the register, as far as the story takes it."""

    ORDER = ("nominated", "described", "proposed", "approved", "in_force")

    def __init__(self, cast: Cast, story: Story, row: dict[str, Any]) -> None:
        self.cast, self.story, self.row = cast, story, row
        self.key = 0

    @property
    def secret(self) -> TradeSecret:
        return TradeSecret.objects.get(pk=self.key)

    def chapters(self) -> list[Chapter]:
        days, end = self.row["days"], self.row["end"]
        if end == "declined":
            return [Chapter(days, self.nominate), Chapter(days - 4, self.decline)]
        last = self.ORDER.index(end) if end in self.ORDER else len(self.ORDER)
        acts = [self.nominate, self.describe, self.propose, self.approve, self.file][: last + 1]
        told = [Chapter(max(days - 2 * n, 0), act) for n, act in enumerate(acts)]
        if self.file in acts:
            told.append(Chapter(max(days - 2 * len(acts), 0), self.issue_papers))
            told += keeping(self.cast, self.story, self.row, lambda: self.secret)
        # A core secret is looked at every half year.
        looked_at = [Chapter(120, self.review)] if self.row["grade"] == "core" else []
        later = {
            "extended": [Chapter(60, self.extend), Chapter(58, self.issue_change_papers)],
            "reviewed": [Chapter(30, self.review)],
            "declassified": [Chapter(40, self.declassify), Chapter(38, self.issue_change_papers)],
        }
        return told + looked_at + later.get(end, [])

    def nominate(self) -> None:
        self.key = nominate(
            title=self.row["title"],
            brief=self.row["brief"],
            whereabouts=self.row["where"],
            no_state_secret=True,
            by=self.cast[self.row["nominator"]],
            at=self.story(),
        ).pk

    def describe(self) -> None:
        row, nominator = self.row, self.cast[self.row["nominator"]]
        refine(
            self.secret,
            description=Description(
                category=row["category"],
                scope_entry="",
                origin="own",
                owner=nominator,
                grounds={name: row[name] for name in ("secrecy", "value", "protection")},
                points=row["points"],
                places=[Place("electronic", row["where"])],
                audience=[nominator, *(self.cast[key] for key in row["audience"])],
                measures={"carriers": row["protection"]},
                proposed_grade=row["grade"],
                proposed_term=row["term"],
            ),
            by=self.custodian(),
            at=self.story(),
        )

    def propose(self) -> None:
        propose_grading(self.secret, by=self.custodian(), at=self.story())

    def approve(self) -> None:
        while (signer := self.next_signer()) is not None:
            approve_grading(self.secret, verdict="agree", by=signer, at=self.story())
        if bodies.waiting().filter(record_id=self.key).exists():
            self.decide_meanwhile()

    def decide_meanwhile(self) -> None:
        """What belongs to the committee can't wait for its meeting; the next one ratifies it."""
        office, chair = self.cast["office"], self.cast["chair"]
        lay_before_director(
            matter=self.secret, because="投产在即，须先定密。", by=office, at=self.story()
        )
        deciding.decide_meanwhile(
            entity=self.cast.units["YL"], text="同意按所报定密，提请下次会议追认。",
            matter=self.secret, verdict="agree", followed=Followed(), by=chair, at=self.story(),
        )  # fmt: skip

    def file(self) -> None:
        file(self.secret, by=self.cast["office"], at=self.story())

    def issue_papers(self) -> None:
        """The sheet goes into the file, the label onto the carrier."""
        issue_sheet(self.secret, by=self.cast["office"], at=self.story())
        issue_label(self.secret, by=self.custodian(), at=self.story())

    def issue_change_papers(self) -> None:
        change = self.secret.changes.get()
        issue_change_sheet(self.secret, change=change, by=self.cast["office"], at=self.story())
        issue_label(self.secret, by=self.custodian(), at=self.story())

    def decline(self) -> None:
        note = "通讯录对内公开，不具备秘密性，按内部资料管理。"
        decline(self.secret, note=note, by=self.custodian(), at=self.story())

    def review(self) -> None:
        review(self.secret, outcome="keep", by=self.cast[self.row["nominator"]], at=self.story())

    def extend(self) -> None:
        self.change("extend", to_term="P8Y", reason="替代工艺尚未成熟，仍有竞争优势。")

    def declassify(self) -> None:
        self.change("declassify", reason="同样的步骤已由行业协会公开发表。")

    def change(self, kind: str, **values: str) -> None:
        propose_change(self.secret, kind=kind, by=self.custodian(), at=self.story(), **values)
        while (signer := self.next_signer()) is not None:
            approve_change(self.secret, verdict="agree", by=signer, at=self.story())

    def custodian(self) -> Person:
        unit = self.cast.units[self.row["unit"]]
        return holders(unit, Role.CUSTODIAN, on=self.today())[0]

    def next_signer(self) -> Person | None:
        seats = Seat.objects.filter(
            step__approval__record_id=self.key,
            step__approval__state="pending",
            decisions__isnull=True,
        ).order_by("step__order", "pk")
        seat = seats.first()
        return seat.person if seat else None

    def today(self) -> date:
        return local_day(self.story.now)
