"""The vault on screens: who is shown what, page by page, and what a stranger is told."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.content import plain_name
from shoumi.domains.vault.models import Carrier, CarrierVersion, Grant, PageShown, Use
from shoumi.kernel.actions import Invalid
from shoumi.kernel.activity.models import Entry
from tests.conftest import Ticker
from tests.domains.register import scenes as register
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.papers import PDF

STRANGERS = ("marketer", "sister_custodian", "system_admin", "secrecy_admin", "audit_admin")


@pytest.fixture
def version(company: Cast, at: Ticker) -> CarrierVersion:
    return scenes.filled(company, at)


def opened(as_: As, version: CarrierVersion, who: str = "engineer") -> str:
    """The address of a look that was begun."""
    answer = as_(who).post(f"/versions/{version.pk}/look")
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def test_the_owner_enters_a_carrier_puts_a_file_in_and_looks_at_it(
    company: Cast, at: Ticker, as_: As
) -> None:
    secret = register.in_force(company, at)
    owner = as_("engineer")
    sent = owner.post(
        f"/secrets/{secret.pk}/carriers/new",
        {
            "title": "曲线", "medium": "electronic", "form": "file", "whereabouts": "保管库",
            "source": "made", "version": secret.version,
        },
    )  # fmt: skip
    carrier = Carrier.objects.get()
    assert sent["Location"] == f"/carriers/{carrier.pk}"
    file = SimpleUploadedFile("曲线.txt", scenes.CONTENT)
    path = f"/records/{carrier.pk}/do/vault.add_version"
    assert owner.post(path, {"file": file, "version": carrier.version}).status_code == 302
    page = text_of(owner.get(f"/carriers/{carrier.pk}"))
    assert "曲线.txt" in page
    look = opened(as_, CarrierVersion.objects.get())
    shown = text_of(owner.get(look))
    (image,) = re.findall(r'src="(/looks/[^"]+)"', shown)
    picture = owner.get(image)
    assert picture["Content-Type"] in {"image/jpeg", "image/webp"}
    assert picture["Cache-Control"] == "no-store, private"
    assert owner.get(f"{look}/pages/2").status_code == 404
    row = PageShown.objects.get()
    assert (row.page, len(row.raster_sha256)) == (1, 64)
    assert Entry.objects.filter(verb="vault.show_page").count() == 1


def test_another_s_look_is_not_there(version: CarrierVersion, as_: As) -> None:
    look = opened(as_, version)
    for who in ("chemist", "custodian", "system_admin"):
        assert as_(who).get(look).status_code == 404
        assert as_(who).get(f"{look}/pages/1").status_code == 404


def test_without_a_grant_one_is_told_what_to_do(version: CarrierVersion, as_: As) -> None:
    page = text_of(as_("chemist").get(f"/carriers/{version.carrier_id}"))
    assert "You need a grant" in page
    assert f"/secrets/{version.carrier.secret_id}/grants/new" in page
    assert version.name not in page
    assert as_("chemist").post(f"/versions/{version.pk}/look").status_code == 403


def test_strangers_see_nothing_at_all(version: CarrierVersion, as_: As) -> None:
    secret = version.carrier.secret_id
    for who in STRANGERS:
        reader = as_(who)
        for path in (f"/carriers/{version.carrier_id}", f"/secrets/{secret}/knew",
                     f"/secrets/{secret}/grants/new",
                     f"/secrets/{secret}/carriers/new"):  # fmt: skip
            assert reader.get(path).status_code == 404, (who, path)
        assert reader.post(f"/versions/{version.pk}/look").status_code == 404
        assert reader.post(f"/versions/{version.pk}/take-out").status_code == 404
        assert version.carrier.title not in text_of(reader.get("/carriers"))


def test_a_grant_is_asked_for_and_given_on_screens(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    secret = version.carrier.secret
    day = at.now.date().isoformat()
    sent = as_("chemist").post(
        f"/secrets/{secret.pk}/grants/new",
        {
            "purpose": "复现试验", "actions": ["view"], "from_on": day, "until_on": day,
            "version": secret.version,
        },
    )  # fmt: skip
    grant = Grant.objects.get()
    assert sent["Location"] == f"/grants/{grant.pk}"
    for who in ("engineer", "custodian"):
        version_now = Grant.objects.get().version
        path = f"/records/{grant.pk}/do/vault.decide_grant"
        assert "复现试验" in text_of(as_(who).get(f"/grants/{grant.pk}"))
        done = as_(who).post(path, {"verdict": "agree", "version": version_now})
        assert done.status_code == 302
    assert Grant.objects.get().state == "active"
    look = opened(as_, version, "chemist")
    assert as_("chemist").get(look).status_code == 200
    actions.revoke_grant(Grant.objects.get(), note="够了", by=company["engineer"], at=at())
    assert as_("chemist").get(f"{look}/pages/1").status_code == 403


def test_what_cannot_be_shown_is_said_in_a_sentence(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=PDF, name="broken.pdf")
    answer = as_("engineer").get(opened(as_, version))
    assert answer.status_code == 422
    assert "note-error" in text_of(answer)


def test_who_knew_is_for_those_who_answer_for_it(version: CarrierVersion, as_: As) -> None:
    path = f"/secrets/{version.carrier.secret_id}/knew"
    opened(as_, version)
    for who in ("engineer", "custodian", "head", "office", "counsel"):
        page = text_of(as_(who).get(path))
        assert "Zhou Yi" in page
        assert "could know it on that day" in page
    assert as_("chemist").get(path).status_code == 403
    assert as_("leader").get(path).status_code in {403, 404}


def test_the_list_of_who_knew_is_taken_out_by_an_act_and_never_a_formula(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As
) -> None:
    scenes.granted(company, at, version.carrier.secret, purpose="=1+1")
    path = f"/secrets/{version.carrier.secret_id}/knew/export"
    table = as_("office").post(path, {"on": at.now.date().isoformat()})
    text = table.content.decode("utf-8-sig")
    assert "\r\n" in text
    assert not re.search(r"(^|,)=", text)
    assert Entry.objects.filter(verb="vault.export_exposure", outcome="done").count() == 1
    assert as_("chemist").post(path).status_code == 403


def test_one_sees_what_one_knew_oneself(version: CarrierVersion, company: Cast, as_: As) -> None:
    opened(as_, version)
    owner = company["engineer"]
    assert version.carrier.secret.title in text_of(as_("engineer").get(f"/people/{owner.pk}/knew"))
    assert as_("chemist").get(f"/people/{owner.pk}/knew").status_code == 403


@pytest.mark.parametrize("path", ["/carriers", "/grants"])
def test_the_lists_stay_within_their_queries(
    version: CarrierVersion, company: Cast, at: Ticker, as_: As, path: str
) -> None:
    scenes.asked(company, at, version.carrier.secret)
    assert as_("chemist").queries(path) <= 14


def test_a_page_of_a_look_asks_few_queries(version: CarrierVersion, as_: As) -> None:
    look, owner = opened(as_, version), as_("engineer")
    owner.get(f"{look}/pages/1")
    with CaptureQueriesContext(connection) as asked:
        assert owner.get(f"{look}/pages/1").status_code == 200
    assert len(asked) <= 40


@pytest.mark.parametrize(
    "name", ["绝密方案.pdf", "../../etc/passwd", "a\x00b.txt", "😀" * 300 + ".txt"]
)
def test_a_name_is_only_a_name(company: Cast, at: Ticker, name: str) -> None:
    kept = plain_name(name)
    assert 0 < len(kept) <= 200
    assert "/" not in kept
    carrier = scenes.carrier(company, at)
    try:
        actions.add_version(
            carrier, file=io.BytesIO(b"x"), name=name, by=company["engineer"], at=at()
        )
    except Invalid:
        assert "绝密" in name
    assert not Use.objects.exists()
