"""Screens of the tests' own that draw every component; also a root URL configuration."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import include, path, reverse_lazy

from shoumi.kernel.access import Reason
from shoumi.kernel.actions.refusals import Invalid, Refused, Stale
from shoumi.kernel.controls.verdict import Status
from shoumi.kernel.storage.refusals import Sealed
from shoumi.kernel.ui.components import Tone, grade_mark, person_chip, state_badge
from shoumi.kernel.ui.tables import Batch, Choice, Column, DateRange, Search, Table, answer
from tests.kernel.ui.papers import Paper

GRADES = {"core": ("核心商密", 1), "important": ("重要商密", 2), "ordinary": ("一般商密", 3)}
STATES = {
    "kept": ("在册", Tone.GOOD),
    "waiting": ("审批中", Tone.WAITING),
    "void": ("已作废", Tone.NEUTRAL),
}


class PapersTable(Table):
    name = "papers"
    label = "秘密事项台账"
    sort = "number"
    size = 20
    export_action = "papers.export"
    empty_body = "先登记一项商业秘密。"
    columns = [
        Column("number", "编号", sort="number"),
        Column("title", "名称", link=lambda row: f"/papers/{row.pk}", sort="title"),
        Column("grade", "密级", show=lambda row: grade_mark(*GRADES[row.grade])),
        Column("shelf", "责任部门", value="shelf.name", sort="shelf__name"),
        Column("owner", "责任人", value=lambda _row: "李玥", show=lambda _row: person_chip("李玥")),
        Column("due_on", "保密期限", sort="due_on"),
        Column("state", "状态", show=lambda row: state_badge(*STATES[row.state])),
        Column("pages", "页数", shown=False),
        Column("made_at", "登记时间", shown=False, sort="made_at"),
    ]
    filters = [
        Search("q", "编号或名称", fields=["number", "title"]),
        Choice("grade", "密级", options=[(key, label) for key, (label, _r) in GRADES.items()]),
        Choice("state", "状态", options=lambda: [(k, label) for k, (label, _t) in STATES.items()]),
        DateRange("due", "保密期限", field="due_on"),
        DateRange("made", "登记日期", field="made_at", instants=True),
    ]
    batches = [
        Batch("papers.review", reverse_lazy("papers.review"), "送审", "send"),
        Batch("papers.label", reverse_lazy("papers.label"), "打印标签", "printer"),
    ]


class NominationForm(forms.Form):
    title = forms.CharField(label="名称", help_text="写一个看得懂、但不泄露内容的名称。")
    grounds = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="类别", choices=[("t", "技术信息"), ("b", "经营信息")])
    carriers = forms.MultipleChoiceField(
        label="载体", choices=[("p", "纸质"), ("e", "电子")], widget=forms.CheckboxSelectMultiple
    )
    known = forms.ChoiceField(
        label="是否公开", choices=[("y", "是"), ("n", "否")], widget=forms.RadioSelect
    )
    until = forms.DateField(label="保密期限", required=False)
    attested = forms.BooleanField(label="我确认本事项不涉及国家秘密")


def may_all(_action: str) -> bool:
    return True


def papers(request: HttpRequest) -> HttpResponseBase:
    table = PapersTable(
        request.GET, visible=Paper.objects.filter(secret=False).select_related("shelf"), may=may_all
    )
    return answer(request, table, "pages/papers.html")


def plain_papers(request: HttpRequest) -> HttpResponseBase:
    """The same for somebody who may neither export nor act on many."""
    table = PapersTable(request.GET, visible=Paper.objects.filter(secret=False))
    return answer(request, table, "pages/papers.html")


def workbench(request: HttpRequest) -> HttpResponse:
    messages.success(request, "已提交，等待主管领导审批。")
    context: dict[str, Any] = {"statuses": list(Status), "tones": list(Tone), **_SAMPLE}
    return render(request, "pages/workbench.html", context)


def nomination(request: HttpRequest) -> HttpResponse:
    form = NominationForm(request.POST or None)
    if request.method == "POST":
        form.is_valid()
    return render(request, "pages/form.html", {"form": form})


def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/signin.html", {"form": NominationForm()})


def refuse(_request: HttpRequest, kind: str) -> HttpResponse:
    errors = {
        "refused": Refused(Reason("self", "不能审批自己提交的事项。")),
        "stale": Stale(),
        "invalid": Invalid("title", "名称不能为空。"),
        "broken": RuntimeError("a title that must not be shown"),
        "sealed": Sealed("missing", "/srv/keys/root-1.key"),
        "silent": OperationalError("connection refused by db.internal"),
    }
    raise errors[kind]


def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse(",".join(request.POST.getlist("pick")))


def _steps() -> list[dict[str, Any]]:
    return [
        {"label": "部门拟定", "stage": "done", "who": "李玥"},
        {"label": "主管领导审批", "stage": "current", "who": "王龑"},
        {"label": "办公室备案", "stage": "ahead"},
    ]


_SAMPLE: dict[str, Any] = {
    "moments": [
        {
            "title": "提交定密",
            "who": "李玥",
            "at": datetime(2026, 11, 3, 9, 20, tzinfo=UTC),
            "icon": "send",
            "note": "附定密审批表。",
        },
        {
            "title": "主管领导同意",
            "who": "王龑",
            "at": datetime(2026, 11, 5, 2, 5, tzinfo=UTC),
            "recorded_at": datetime(2026, 11, 9, 2, 5, tzinfo=UTC),
            "icon": "check",
            "tone": "good",
        },
    ],
    "stages": _steps(),
    "facts": [("编号", "YL〔2026〕3 号"), ("责任部门", "研发中心"), ("解密条件", "")],
    "tabs": [
        {"label": "概况", "url": "/", "here": True, "count": None},
        {"label": "审批", "url": "/form", "here": False, "count": 2},
        {"label": "文书", "url": "/form", "here": False, "count": 0},
    ],
}

urlpatterns = [
    path("", workbench, name="workbench"),
    path("papers", papers, name="papers"),
    path("plain-papers", plain_papers, name="plain_papers"),
    path("form", nomination, name="nomination"),
    path("sign-in", sign_in, name="sign_in"),
    path("refuse/<str:kind>", refuse, name="refuse"),
    path("review", done, name="papers.review"),
    path("label", done, name="papers.label"),
    path("", include("shoumi.kernel.ui.urls")),
]

handler400 = "shoumi.kernel.ui.errors.bad_request"
handler403 = "shoumi.kernel.ui.errors.forbidden"
handler404 = "shoumi.kernel.ui.errors.not_found"
handler500 = "shoumi.kernel.ui.errors.broken"
