"""A kind of record that has papers, who may handle them, and a paper with everything on it."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.kernel.access import Reason
from shoumi.kernel.accounts.models import Person, Role
from shoumi.kernel.accounts.standing import OFFICE, standing
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents import forms
from shoumi.kernel.documents.access import permits
from shoumi.kernel.documents.incoming import Scan
from shoumi.kernel.documents.papers import (
    Band,
    Code,
    Column,
    Facts,
    Grid,
    Heading,
    Language,
    Layout,
    Note,
    Opinion,
    Opinions,
    Paper,
    Paragraph,
    Signatures,
)
from shoumi.kernel.records.models import Capacity, Record
from shoumi.kernel.records.moves import open_to
from tests.conftest import Ticker
from tests.kernel.acting import acting

KIND = "tests.secret"
PDF = b"%PDF-1.7\nx\n%%EOF\n"
FORM = forms.declare(
    forms.Form("tests.grading_form", label="定密审批表", series="tests.grading", word="定密审")
)
KEEPERS = (Role.CUSTODIAN, *OFFICE)
NO_KEEPER = Reason("no_keeper", "Only the custodian.")


@permits(KIND)
def keepers(actor: Any, act: str, record: Record, at: datetime) -> Iterator[Reason]:
    """Whoever sees the record reads its papers; the rest is for those who keep it."""
    if act != "documents.read" and not standing(actor, at).has(*KEEPERS):
        yield NO_KEEPER


def scan(name: str = "扫描件.pdf") -> Scan:
    """A signed paper on its way in."""
    return Scan(io.BytesIO(PDF), name)


def keep_record(cast: Cast, at: Ticker, *seen_by: str, kind: str = KIND) -> Record:
    """A record of the R&D centre, open to these persons by name."""
    record = Record(
        kind=kind,
        title="标题不得外泄",
        grade="core",
        state="open",
        entity=cast.units["YL"],
        org_unit=cast.units["RD"],
        created_at=at(),
    )
    with acting(at):
        record.save()
        for key in seen_by:
            show(record, cast[key], at)
    return record


def show(record: Record, person: Person, at: Ticker) -> None:
    open_to(record, person, Capacity.KNOWS, because="test", at=at())


def entries(verb: str, outcome: bytes = b"done") -> int:
    """How many entries of the log bear the verb, with this outcome."""
    rows = Entry.objects.filter(verb=verb)
    return sum(b'"outcome":"' + outcome + b'"' in bytes(row.leaf) for row in rows)


def whole_paper(
    layout: Layout = Layout.FORM, language: Language = "zh-hans", **fields: Any
) -> Paper:
    """A paper with a block of every kind, rare characters, and one opinion entered from paper."""
    zh = language == "zh-hans"
    given: dict[str, Any] = {
        "title": "定密审批表" if zh else "Grading form",
        "organ": "云岭新材料股份有限公司" if zh else "Yunling Advanced Materials Co., Ltd.",
        "dated": date(2026, 11, 20),
        "mark": "云岭新材料股份有限公司 核心商密 至2031-11-19",
        "addressee": "各部门" if zh else "All departments",
        "closing": "商业秘密保护委员会" if zh else "The committee",
        "number": "试〔2026〕1 号",
        "blocks": (
            Heading("一、基本情况"),
            Facts((("名称", "高镍正极材料包覆工艺"), ("责任人", "吴䶮 欧阳骉 赵燚")), pairs=2),
            Paragraph("经检索未见公开记载。\n反向工程不可行。"),
            Grid(
                (Column("序号", 0.4, "center"), Column("密点")), (("1", "包覆厚度"), ("2", "曲线"))
            ),
            Opinions(
                (
                    Opinion("部门拟定", "同意", "陈喆", date(2026, 11, 18), post="部门负责人"),
                    Opinion(
                        "领导审批", "同意", "王龑", date(2026, 11, 10), "按核心管理。",
                        recorded_on=date(2026, 11, 19), on_paper=True, on_behalf_of="陆景明",
                    ),
                )
            ),
            Signatures(("经办人",)),
            Note("本表一式两份。"),
            Code("试〔2026〕1 号\nabc", "核对码"),
            Band("yellow", "黄色：将到期"),
        ),
    }  # fmt: skip
    return Paper(layout=layout, language=language, **{**given, **fields})
