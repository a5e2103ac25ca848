"""Beginning, binding and adopting an edition, on the office's screens."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.regime.editions.catalogue import load_catalogue
from shoumi.regime.forms import DOMAINS
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.regime.conftest import OWN_TEXT, Browser

SCOPE = "register.scope_listed"


def test_our_edition_is_begun_bound_and_adopted_on_screens(
    director_alone: None, cast: Cast, at: Ticker, browser: Browser
) -> None:
    office, chair = browser("office"), browser("chair")
    edition_url = office.post("/regime/begin")["Location"]
    edition = Edition.objects.get()
    assert edition_url == f"/regime/editions/{edition.pk}"
    shown = office.get(edition_url).content.decode()
    assert "33 of 33 clauses still wait" in shown
    first = reverse("regime.bind", args=[edition.pk, "1"])
    asks = edition.clauses.get(ident="1").controls
    done = office.post(first, {"controls": asks, "version": edition.version})
    assert done["Location"] == reverse("regime.bind", args=[edition.pk, "2.1"])

    def act(client: object, name: str, **fields: object) -> int:
        version = Edition.objects.get(pk=edition.pk).version
        address = reverse("records.act", args=[edition.pk, name])
        answer = client.post(address, {"version": version, **fields})  # type: ignore[attr-defined]
        return int(answer.status_code)

    assert act(office, "regime.confirm_all") == 302
    assert act(office, "regime.propose_adoption") == 302
    assert act(office, "regime.adopt", verdict="agree") == 403
    assert act(chair, "regime.adopt", verdict="agree") == 302
    html = browser("engineer").get("/regime").content.decode()
    assert html.count('<article class="clause"') == 33


def test_the_own_text_is_read_and_its_draft_shown(cast: Cast, at: Ticker, browser: Browser) -> None:
    client = browser("office")
    file = SimpleUploadedFile("制度.txt", OWN_TEXT.encode())
    answer = client.post("/regime/import", {"title": "我们的制度", "file": file}, follow=True)
    html = answer.content.decode()
    assert "我们的制度" in html
    assert 'id="bound-1.2"' in html
    assert "proposed, not confirmed" in html
    assert "to look at" in html


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\xff" * 50, "not a text file"),
        (b"PK\x03\x04 and nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word file"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(
    content: bytes, said: str, cast: Cast, at: Ticker, browser: Browser
) -> None:
    file = SimpleUploadedFile("regime.bin", content)
    answer = browser("office").post("/regime/import", {"title": "x", "file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("address", ["/regime/import", "/regime/begin"])
def test_who_is_not_of_the_office_may_not_begin(
    address: str, cast: Cast, at: Ticker, browser: Browser
) -> None:
    file = SimpleUploadedFile("a.txt", OWN_TEXT.encode())
    client = browser("engineer")
    assert client.get(address).status_code == 403
    assert client.post(address, {"title": "x", "file": file}).status_code == 403
    assert not Edition.objects.exists()


def test_a_draft_is_hidden_from_others(draft: Edition, browser: Browser) -> None:
    client = browser("engineer")
    assert client.get(f"/regime/editions/{draft.pk}").status_code == 404
    assert client.get(reverse("regime.bind", args=[draft.pk, "2.1"])).status_code == 404
    assert "/regime/editions/" not in client.get("/regime/editions").content.decode()


def test_counsel_reads_a_draft_but_binds_nothing(draft: Edition, browser: Browser) -> None:
    client = browser("counsel")
    html = client.get(f"/regime/editions/{draft.pk}").content.decode()
    assert "Look and confirm" not in html
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    assert client.get(bind).status_code == 403
    answer = client.post(bind, {"controls": [SCOPE], "version": draft.version})
    assert answer.status_code == 403


def test_the_binding_screen_offers_every_question(draft: Edition, browser: Browser) -> None:
    html = browser("office").get(reverse("regime.bind", args=[draft.pk, "2.1"])).content.decode()
    for name in load_catalogue():
        assert html.count(f'value="{name}"') == 1
    assert html.count(" checked") == len(draft.clauses.get(ident="2.1").controls)
    assert "33 of 33 clauses still wait" in html


def test_every_part_of_the_house_has_a_name() -> None:
    assert {entry.domain for entry in load_catalogue().values()} == set(DOMAINS)


def test_a_binding_without_question_or_reason_keeps_the_form(
    draft: Edition, browser: Browser
) -> None:
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    answer = browser("office").post(bind, {"version": draft.version})
    assert answer.status_code == 422
    assert "Say why this clause asks nothing." in answer.content.decode()


def test_a_stale_binding_keeps_what_was_typed(draft: Edition, browser: Browser) -> None:
    client = browser("office")
    bind = reverse("regime.bind", args=[draft.pk, "2.1"])
    form = {"because": "Only says what it is for.", "version": draft.version}
    assert client.post(bind, form).status_code == 302
    answer = client.post(bind, form)
    assert answer.status_code == 409
    assert "Only says what it is for." in answer.content.decode()


def test_an_edition_in_force_is_not_bound_anew(in_force: Edition, browser: Browser) -> None:
    bind = reverse("regime.bind", args=[in_force.pk, "2.1"])
    assert browser("office").get(bind).status_code == 409


def test_an_unknown_clause_is_not_found(draft: Edition, browser: Browser) -> None:
    client = browser("office")
    assert client.get(f"/regime/editions/{draft.pk}/clauses/9.9").status_code == 404


def test_the_list_of_editions_narrows(in_force: Edition, browser: Browser) -> None:
    client, number = browser("office"), str(in_force.number)
    assert number in client.get("/regime/editions").content.decode()
    drafts = client.get("/regime/editions", {"state": "draft"}).content.decode()
    assert number not in drafts
