"""A clause is struck out of a draft, and brought back; nobody else sees it there meanwhile."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shoumi.demo.cast import Cast
from shoumi.kernel.access import may
from shoumi.kernel.actions import Invalid, Refused, Stale
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.activity.verification.entries import EntryCheck
from shoumi.kernel.activity.verification.rows import reconcile
from shoumi.regime.actions import (
    add_clause,
    bind,
    confirm_all,
    drop,
    import_text,
    propose_adoption,
    strike_clause,
    take_default,
    write_clause,
)
from shoumi.regime.acts import has_open
from shoumi.regime.assessment import assess
from shoumi.regime.facts import content, fingerprint
from shoumi.regime.kind import page
from shoumi.regime.models import Edition
from tests.conftest import Ticker
from tests.domains.policies.story import again
from tests.kernel.witness import codes, nothing_changes
from tests.regime.conftest import OWN_TEXT, Browser


def standing(edition: Edition) -> list[str]:
    return [one.ident for one in edition.clauses.standing()]


def own(cast: Cast, at: Ticker) -> Edition:
    """Of clauses 1.1, 1.2, 2, 3 and 4."""
    return import_text(title="制度", content=OWN_TEXT.encode(), by=cast["office"], at=at())


def test_only_the_office_strikes(draft: Edition, cast: Cast, at: Ticker) -> None:
    allowed = {key for key in cast.persons if may(cast[key], "regime.strike_clause", draft, at())}
    assert allowed == {"office", "office_head"}
    for key in ("chair", "counsel", "engineer", "secrecy_admin"):
        with nothing_changes(), pytest.raises(Refused):
            strike_clause(again(draft), ident="4.2", by=cast[key], at=at())


def test_what_is_struck_out_is_no_part_of_the_draft_and_is_logged_once(
    draft: Edition, cast: Cast, at: Ticker
) -> None:
    before, others = fingerprint(draft), [one for one in standing(draft) if one != "4.2"]
    strike_clause(draft, ident="4.2", by=cast["office"], at=at())
    assert standing(draft) == others
    assert draft.clauses.get(ident="4.2").struck
    assert "4.2" not in [row[0] for row in content(draft)["clauses"]]
    assert fingerprint(draft) != before
    assert [one.clause.ident for one in assess(draft, at.now.date())] == others
    done = Entry.objects.filter(verb="regime.strike_clause", outcome="done")
    assert [entry.subject for entry in done] == [f"regime.edition/{draft.pk}"]
    assert draft.history.latest("pk").note == "4.2"
    assert list(reconcile(EntryCheck().marks())) == []


@pytest.mark.parametrize("ident", ["9.9", "", "4"])
def test_what_is_not_there_is_not_struck(
    ident: str, draft: Edition, cast: Cast, at: Ticker
) -> None:
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        strike_clause(draft, ident=ident, by=cast["office"], at=at())
    assert invalid.value.field == "ident"


def test_nobody_strikes_binds_or_confirms_what_was_struck(
    draft: Edition, cast: Cast, at: Ticker
) -> None:
    office = cast["office"]
    strike_clause(draft, ident="4.2", by=office, at=at())
    with nothing_changes(), pytest.raises(Invalid):
        strike_clause(draft, ident="4.2", by=office, at=at())
    with nothing_changes(), pytest.raises(Invalid):
        bind(draft, ident="4.2", controls=[], because="x", by=office, at=at())
    confirm_all(draft, by=office, at=at())
    assert draft.clauses.get(ident="4.2").confirmed_at is None
    assert not has_open(draft)
    assert propose_adoption(draft, by=office, at=at()).state == "proposed"


def test_a_stale_form_strikes_nothing(draft: Edition, cast: Cast, at: Ticker) -> None:
    seen = again(draft)
    confirm_all(draft, by=cast["office"], at=at())
    with nothing_changes(), pytest.raises(Stale):
        strike_clause(seen, ident="4.2", by=cast["office_head"], at=at())


def test_the_last_clause_of_a_draft_stays(cast: Cast, at: Ticker) -> None:
    edition, office = own(cast, at), cast["office"]
    for ident in ("1.1", "2", "3", "4"):
        strike_clause(edition, ident=ident, by=office, at=at())
    with nothing_changes(), pytest.raises(Refused) as refused:
        strike_clause(edition, ident="1.2", by=office, at=at())
    assert codes(refused) == ["only_clause"]
    assert standing(edition) == ["1.2"]


def dropped(edition: Edition, cast: Cast, at: Ticker) -> None:
    drop(edition, by=cast["office"], at=at())


def put_forward(edition: Edition, cast: Cast, at: Ticker) -> None:
    confirm_all(edition, by=cast["office"], at=at())
    propose_adoption(edition, by=cast["office"], at=at())


@pytest.mark.parametrize("done", [dropped, put_forward])
def test_only_a_draft_loses_clauses(
    done: Callable[[Edition, Cast, Ticker], None], draft: Edition, cast: Cast, at: Ticker
) -> None:
    done(draft, cast, at)
    with nothing_changes(), pytest.raises(Refused) as refused:
        strike_clause(again(draft), ident="4.2", by=cast["office"], at=at())
    assert codes(refused) == ["state"]


def test_an_edition_in_force_loses_no_clause(in_force: Edition, cast: Cast, at: Ticker) -> None:
    with nothing_changes(), pytest.raises(Refused) as refused:
        strike_clause(again(in_force), ident="4.2", by=cast["office"], at=at())
    assert codes(refused) == ["state"]


def test_it_is_brought_back_where_it_stood_and_confirmed_anew(
    draft: Edition, cast: Cast, at: Ticker
) -> None:
    office, before = cast["office"], standing(draft)
    asked = draft.clauses.get(ident="4.2").controls
    for bring_back in (write_clause, add_clause):
        confirm_all(draft, by=office, at=at())
        strike_clause(draft, ident="4.2", by=office, at=at())
        add_clause(draft, ident=f"4.{len(before)}", title="", text="x", by=office, at=at())
        strike_clause(draft, ident=f"4.{len(before)}", by=office, at=at())
        bring_back(draft, ident="4.2", title="", text="又写上。", by=office, at=at())
        assert standing(draft) == before
        clause = draft.clauses.get(ident="4.2")
        assert (clause.text, clause.confirmed_at, clause.controls) == ("又写上。", None, asked)
        before = standing(draft)


def test_an_article_goes_with_its_last_clause_and_comes_back_with_it(
    cast: Cast, at: Ticker
) -> None:
    edition, office = own(cast, at), cast["office"]
    strike_clause(edition, ident="1.1", by=office, at=at())
    strike_clause(edition, ident="1.2", by=office, at=at())
    with nothing_changes(), pytest.raises(Invalid) as invalid:
        add_clause(edition, ident="1.3", title="", text="x", by=office, at=at())
    assert invalid.value.field == "ident"
    shown = page(edition, office, at())["articles"]
    assert [first.article for first, _lines in shown] == ["2", "3", "4"]
    add_clause(edition, ident="1.2", title="", text="x", by=office, at=at())
    add_clause(edition, ident="1.3", title="", text="y", by=office, at=at())
    assert standing(edition) == ["1.2", "1.3", "2", "3", "4"]


def test_what_the_reader_pointed_out_goes_with_its_clause(cast: Cast, at: Ticker) -> None:
    edition, office = own(cast, at), cast["office"]
    assert "3" in [one["clause"] for one in page(edition, office, at())["warnings"]]
    strike_clause(edition, ident="3", by=office, at=at())
    assert "3" not in [one["clause"] for one in page(edition, office, at())["warnings"]]


def address(edition: Edition, ident: str, name: str = "regime.strike_clause") -> str:
    return reverse(name, args=[edition.pk, ident])


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_it_is_struck_on_its_page_and_brought_back_by_a_link(
    draft: Edition, browser: Browser
) -> None:
    office, path = browser("office"), f"/regime/editions/{draft.pk}"
    assert f'href="{address(draft, "4.2")}"' in text_of(office, path)
    asked = text_of(office, address(draft, "4.2"))
    assert draft.clauses.get(ident="4.2").text_en in asked
    assert "The other clauses keep their numbers." in asked
    assert "It stands in the edition in force" not in asked
    assert "the article goes with it" not in asked
    sent = office.post(address(draft, "4.2"), {"version": draft.version})
    assert (sent.status_code, sent.headers["Location"]) == (302, path)
    after = text_of(office, path)
    assert "Struck out of this draft" in after
    assert f'href="{address(draft, "4.2")}"' not in after
    words = address(draft, "4.2", "regime.write_clause")
    assert f'href="{words}"' in after
    office.post(words, {"version": again(draft).version, "text": "又写上。"})
    assert "Struck out of this draft" not in text_of(office, path)
    assert standing(draft).count("4.2") == 1


def test_the_page_says_that_the_article_goes_too(draft: Edition, browser: Browser) -> None:
    assert "It is the last clause of article 1: the article goes with it." in text_of(
        browser("office"), address(draft, "1")
    )
    shown = text_of(browser("office", "zh-hans"), address(draft, "1"))
    assert "这是第 1 条仅剩的条款，删去后整条不再存在。" in shown


def test_what_cannot_be_struck_is_not_asked_for(
    draft: Edition, cast: Cast, at: Ticker, browser: Browser
) -> None:
    office = browser("office")
    assert office.get(address(draft, "9.9")).status_code == 404
    strike_clause(draft, ident="4.2", by=cast["office"], at=at())
    assert office.get(address(draft, "4.2")).status_code == 404
    assert office.get(address(draft, "4.2", "regime.bind")).status_code == 404
    stale = office.post(address(draft, "4.3"), {"version": draft.version - 1})
    assert stale.status_code == 409
    assert "4.3" in standing(draft)
    dropped(draft, cast, at)
    assert office.get(address(draft, "4.3")).status_code == 409
    assert "Struck out of this draft" not in text_of(office, f"/regime/editions/{draft.pk}")


def test_the_last_clause_has_no_button(cast: Cast, at: Ticker, browser: Browser) -> None:
    edition = own(cast, at)
    for ident in ("1.1", "1.2", "2", "3"):
        strike_clause(edition, ident=ident, by=cast["office"], at=at())
    office = browser("office")
    assert address(edition, "4") not in text_of(office, f"/regime/editions/{edition.pk}")
    answer = office.get(address(edition, "4"))
    assert answer.status_code == 409
    assert "It is the only clause left" in answer.content.decode()
    assert office.post(address(edition, "4"), {"version": edition.version}).status_code == 409
    assert standing(edition) == ["4"]


def test_counsel_sees_what_was_struck_and_strikes_nothing(
    draft: Edition, cast: Cast, at: Ticker, browser: Browser
) -> None:
    strike_clause(draft, ident="4.2", by=cast["office"], at=at())
    counsel = browser("counsel")
    shown = text_of(counsel, f"/regime/editions/{draft.pk}")
    assert "Struck out of this draft" in shown
    assert "Bring it back" not in shown
    assert "/strike" not in shown
    assert counsel.get(address(draft, "4.3")).status_code == 403
    assert counsel.post(address(draft, "4.3"), {"version": draft.version}).status_code == 403
    assert browser("engineer").get(address(draft, "4.3")).status_code == 404


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_the_screens_keep_to_their_queries(
    cast: Cast, at: Ticker, browser: Browser, lang: str
) -> None:
    draft = take_default(by=cast["office"], at=at())
    strike_clause(draft, ident="4.2", by=cast["office"], at=at())
    for key, path, most in (
        ("office", f"/regime/editions/{draft.pk}", 44),
        ("counsel", f"/regime/editions/{draft.pk}", 44),
        ("office", address(draft, "4.3"), 24),
    ):
        client = browser(key, lang)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= most, path
