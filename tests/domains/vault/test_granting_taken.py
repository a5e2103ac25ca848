"""Prints and what is copied out: a use each, each copy in the ledger and in who knew what."""

import io
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import new_number
from shoumi.domains.vault.exposure import who_knew
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, TakenCopy, Use
from shoumi.domains.vault.views import printing
from shoumi.foundation.pdf.pictures import Picture, pdf_of
from shoumi.kernel.access import may
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry, Opening
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.papers import PDF
from tests.kernel.witness import codes, nothing_changes

ALL = ["view", "print_out", "download", "copy_out"]


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def printed(cast: Cast, at: Ticker, version: CarrierVersion, who: str, **changes: Any) -> Use:
    told = {"copies": 2, "pages": 1, "whereabouts": "研发中心保密柜 A-1", "number": new_number()}
    return actions.print_out(
        version.carrier, version=version, **{**told, **changes}, by=cast[who], at=at()
    )


def copied(cast: Cast, at: Ticker, version: CarrierVersion, who: str, **changes: Any) -> Use:
    told = {
        "part": "第 2 页表 1", "medium": "physical", "whereabouts": "保密本 3 号，柜 A-1",
        "number": new_number(),
    }  # fmt: skip
    return actions.copy_out(
        version.carrier, version=version, **{**told, **changes}, by=cast[who], at=at()
    )


def test_each_printed_copy_enters_the_ledger_with_who_printed_it(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret, actions=["view", "print_out"])
    use = printed(company, at, version, "chemist")
    assert (use.copies, use.action, use.grant) == (2, "print_out", Grant.objects.get())
    papers = list(Carrier.objects.filter(copy_of=version.carrier).order_by("copy_number"))
    assert [one.copy_number for one in papers] == [2, 3]
    for one in papers:
        assert (one.holder, one.source, one.medium) == (company["chemist"], "copied", "physical")
        assert (one.form, one.state) == ("paper", "held")
        assert Carrier.objects.visible_to(company["custodian"], at.now).filter(pk=one.pk).exists()
    assert [one.sheet for one in TakenCopy.objects.all()] == [1, 2]
    assert Entry.objects.filter(verb="vault.print_out", outcome="done").count() == 1
    # A print of a copy is a copy of the original.
    printed(company, at, version, "engineer", copies=1)
    assert Carrier.objects.filter(copy_of=version.carrier).count() == 3


def test_what_is_copied_out_says_which_part_onto_what_and_where_to(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret, actions=["copy_out"])
    use = copied(company, at, version, "chemist", medium="electronic", whereabouts="加密盘 R:/摘抄")
    made = use.taken.get()
    assert made.part == "第 2 页表 1"
    carrier = made.carrier
    assert (carrier.medium, carrier.form, carrier.whereabouts) == (
        "electronic", "file", "加密盘 R:/摘抄",
    )  # fmt: skip
    assert carrier.copy_of == version.carrier


def test_a_grant_to_look_is_none_to_print_or_copy_out(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret)
    for act in (printed, copied):
        with pytest.raises(Refused) as refused, nothing_changes():
            act(company, at, version, "chemist")
        assert codes(refused) == ["not_this_use"]
    entry = Entry.objects.filter(verb="vault.print_out", outcome="refused").get()
    assert Opening.objects.get(entry=entry).facts["reasons"][1] == "not_this_use"


def test_nobody_without_a_grant_prints_or_copies_out(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    now = at()
    for act in ("vault.print_out", "vault.copy_out"):
        able = {key for key in company.persons if may(company[key], act, version.carrier, now)}
        assert able == {"engineer"}


def test_core_is_printed_by_grant_but_never_copied_out_even_by_its_owner(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at, grade="core")
    scenes.granted(company, at, version.carrier.secret, actions=["view", "print_out"], uses=1)
    printed(company, at, version, "chemist", copies=1)
    with pytest.raises(Refused) as refused:
        printed(company, at, version, "chemist", copies=1)
    assert codes(refused) == ["used_up"]
    with pytest.raises(Refused) as refused:
        copied(company, at, version, "engineer")
    assert codes(refused) == ["stays"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"copies": 0}, "copies"), ({"copies": 11}, "copies"), ({"whereabouts": " "}, "whereabouts")],
)
def test_a_print_that_cannot_be_is_refused_whole(
    version: CarrierVersion, company: Cast, at: Ticker, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as invalid, nothing_changes():
        printed(company, at, version, "engineer", **changes)
    assert invalid.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"part": ""}, "part"),
        ({"medium": "memory"}, "medium"),
        ({"whereabouts": ""}, "whereabouts"),
    ],
)
def test_copying_out_says_all_of_it(
    version: CarrierVersion, company: Cast, at: Ticker, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as invalid, nothing_changes():
        copied(company, at, version, "engineer", **changes)
    assert invalid.value.field == field


def test_who_knew_what_shows_prints_and_what_was_copied_out(
    version: CarrierVersion, company: Cast, at: Ticker
) -> None:
    scenes.granted(company, at, version.carrier.secret, actions=ALL[1:], purpose="送检")
    use = printed(company, at, version, "chemist", copies=1)
    copied(company, at, version, "chemist")
    day = local_day(at.now)
    found = {one.person.name: one for one in who_knew(version.carrier.secret, day)}
    out, paper = found[company["chemist"].name].did
    assert "第 2 页表 1" in str(out.what)
    assert str(use.taken.get().carrier.number) in str(paper.what)
    assert (paper.number, paper.purpose) == (use.number, "送检")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_print_is_one_pdf_of_all_copies(
    version: CarrierVersion, company: Cast, as_: As
) -> None:
    path = f"/versions/{version.pk}/print"
    owner = as_("engineer")
    assert "How many copies" in text_of(owner.get(path))
    told = {"copies": 2, "whereabouts": "柜 A-1", "version": version.carrier.version}
    answer = owner.post(path, told)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store, private"
    pages = pypdfium2.PdfDocument(body(answer))
    assert len(pages) == 2
    use = Use.objects.get()
    assert answer["Content-Disposition"] == f'inline; filename="{use.number}.pdf"'
    assert use.copies == 2


def test_what_cannot_be_drawn_is_not_entered(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=PDF, name="broken.pdf")
    told = {"copies": 1, "whereabouts": "柜 A-1", "version": version.carrier.version}
    owner = as_("engineer")
    with nothing_changes():
        answer = owner.post(f"/versions/{version.pk}/print", told)
    assert answer.status_code == 422
    assert not Use.objects.exists()


def test_a_right_that_goes_cuts_the_print_under_way(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    grant = scenes.granted(company, at, version.carrier.secret, actions=["print_out"])
    told = {"copies": 3, "whereabouts": "柜 A-1", "version": version.carrier.version}
    answer = as_("chemist").post(f"/versions/{version.pk}/print", told)
    pieces = iter(answer.streaming_content)
    next(pieces)
    actions.revoke_grant(Grant.objects.get(pk=grant.pk), note="停", by=company["engineer"], at=at())
    with pytest.raises(printing.Cut):
        list(pieces)


def test_a_no_is_one_sentence_with_the_next_step(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    told = {"copies": 1, "whereabouts": "柜", "version": version.carrier.version}
    path = f"/versions/{version.pk}/print"
    for answer in (as_("chemist").get(path), as_("chemist").post(path, told)):
        assert answer.status_code == 403
        page = text_of(answer)
        assert "You need a grant for this" in page
        assert f"/secrets/{version.carrier.secret_id}/grants/new" in page
    assert Entry.objects.filter(verb="vault.print_out", outcome="refused").count() == 1
    answer = as_("custodian").post(f"/versions/{version.pk}/look")
    page = text_of(answer)
    assert "You are not named among those who need to know" in page
    assert "You need a grant" not in page
    assert "Ask the owner" in page
    entry = Entry.objects.filter(verb="vault.view", outcome="refused").latest("id")
    assert Opening.objects.get(entry=entry).facts["reasons"][1] == "no_need_to_know no_grant"


def test_copying_out_is_entered_on_a_screen(
    version: CarrierVersion, company: Cast, as_: As
) -> None:
    path = f"/versions/{version.pk}/copy-out"
    assert as_("marketer").get(path).status_code == 404
    told = {
        "part": "第 1 页", "medium": "physical", "whereabouts": "保密本",
        "version": version.carrier.version,
    }  # fmt: skip
    sent = as_("engineer").post(path, told)
    assert sent["Location"] == f"/carriers/{TakenCopy.objects.get().carrier_id}"


def test_a_pdf_is_written_as_its_pictures_come() -> None:
    def jpeg(size: tuple[int, int]) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", size, "white").save(out, "JPEG")
        return out.getvalue()

    sizes = [(200, 300), (300, 200), (10, 900)]
    content = b"".join(pdf_of(Picture(jpeg(size), *size) for size in sizes))
    document = pypdfium2.PdfDocument(content)
    shown = [page.get_size() for page in document]
    assert [round(across) < round(down) for across, down in shown] == [True, False, True]
    assert all(across <= 842 and down <= 842 for across, down in shown)
