"""Votes: once each, not after recusal, void without a quorum; secret ones tell nobody who."""

import io
from typing import Any

import pytest
from django.db import connection

from shoumi.demo.cast import Cast
from shoumi.domains.committee import actions
from shoumi.domains.committee.models import AgendaItem, Attendance, Ballot, Tally, Vote
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.documents.incoming import Scan
from tests.conftest import Ticker
from tests.domains.committee import meetings
from tests.kernel.papers import PDF
from tests.kernel.witness import codes, entries_after, last_entry


@pytest.fixture
def item(company: Cast, at: Ticker) -> AgendaItem:
    return meetings.in_session(company, at, meetings.with_item(company, at))


def test_a_named_vote_is_counted(company: Cast, at: Ticker, item: AgendaItem) -> None:
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", *meetings.SEATED[:6])
    meetings.cast_all(company, at, vote, "refuse", *meetings.SEATED[6:8])
    meetings.cast_all(company, at, vote, "abstain", meetings.SEATED[8])
    vote = meetings.closed(company, at, vote)
    assert (vote.agree, vote.refuse, vote.abstain, vote.present) == (6, 2, 1, 10)
    assert vote.state == Vote.State.ADOPTED


def test_a_tie_is_not_adopted(company: Cast, at: Ticker, item: AgendaItem) -> None:
    vote = meetings.opened(company, at, item, majority="any")
    meetings.cast_all(company, at, vote, "agree", *meetings.SEATED[:5])
    meetings.cast_all(company, at, vote, "refuse")
    assert meetings.closed(company, at, vote).state == Vote.State.REJECTED
    with pytest.raises(Refused) as refused:
        actions.adopt_resolution(
            meetings.again(item), followed=meetings.NO_LEAD, by=company["office"], at=at()
        )
    assert codes(refused) == ["not_carried"]
    settled = actions.settle(meetings.again(item), by=company["office"], at=at())
    assert (settled.state, settled.outcome) == ("settled", "decision")


def test_nobody_votes_twice(company: Cast, at: Ticker, item: AgendaItem) -> None:
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", "head")
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="refuse", by=company["head"], at=at())
    assert codes(refused) == ["voted"]
    assert Ballot.objects.get(vote=vote, person=company["head"]).choice == "agree"


def test_whoever_keeps_out_is_not_counted_and_does_not_vote(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    actions.recuse(item, person=company["head"], reason="本部门事项", by=company["head"], at=at())
    vote = meetings.opened(company, at, item)
    assert vote.ballots.count() == 9
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="agree", by=company["head"], at=at())
    assert codes(refused) == ["recused"]
    # During the vote as well; but whoever has voted stays with it.
    actions.recuse(
        meetings.again(item), person=company["counsel"], reason="利害关系", by=company["office"],
        at=at(),
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.cast(vote, choice="agree", by=company["counsel"], at=at())
    meetings.cast_all(company, at, vote, "agree", "chair")
    with pytest.raises(Refused) as refused:
        actions.recuse(
            meetings.again(item), person=company["chair"], reason="反悔", by=company["chair"],
            at=at(),
        )  # fmt: skip
    assert codes(refused) == ["voted"]


def test_nobody_declares_for_another_that_he_keeps_out(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    with pytest.raises(Invalid):
        actions.recuse(
            item, person=company["head"], reason="他有利害", by=company["chemist"], at=at()
        )


def test_with_the_quorum_lost_half_way_votes_are_refused_and_the_vote_is_void(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", *meetings.SEATED[:6])
    for who in meetings.SEATED[5:]:
        row = Attendance.objects.get(meeting=item.meeting, person=company[who])
        actions.record_attendance(row, state="left", by=company["office"], at=at())
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="agree", by=company["chair"], at=at())
    assert codes(refused) == ["no_quorum"]
    assert meetings.closed(company, at, vote).state == Vote.State.VOID
    with pytest.raises(Refused) as refused:
        meetings.opened(company, at, item)
    assert codes(refused) == ["no_quorum"]


def test_a_closed_vote_takes_no_more(company: Cast, at: Ticker, item: AgendaItem) -> None:
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", *meetings.SEATED[:7])
    meetings.closed(company, at, vote)
    with pytest.raises(Refused) as refused:
        actions.cast(vote, choice="refuse", by=company["chemist"], at=at())
    assert codes(refused) == ["vote_closed"]


def test_of_a_secret_vote_neither_log_nor_rows_tell_who_chose_what(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    """Two who chose otherwise leave the same behind: entry, rows, and nothing beside them."""
    vote = meetings.opened(company, at, item, method="secret")
    left: list[Any] = []
    for who, choice in (("chair", "agree"), ("leader", "refuse")):
        before = last_entry()
        actions.cast(vote, choice=choice, by=company[who], at=at())
        entry = entries_after(before)[0]
        ballot = Ballot.objects.get(vote=vote, person=company[who])
        assert ballot.choice == ""
        left.append((entry.verb, entry.subject, len(bytes(entry.leaf))))
        assert choice.encode() not in bytes(entry.leaf)
    assert left[0] == left[1]
    # The box has one row for all of them, and knows neither persons nor instants.
    assert Tally.objects.count() == 1
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, Tally._meta.db_table)
    assert {one.name for one in columns} == {"id", "vote_id", "agree", "refuse", "abstain"}
    assert not Entry.objects.filter(subject__startswith="committee.tally").exists()
    meetings.cast_all(company, at, vote, "agree")
    closed = meetings.closed(company, at, vote)
    assert (closed.agree, closed.refuse, closed.state) == (9, 1, Vote.State.ADOPTED)


def test_no_sum_is_known_before_a_vote_is_closed(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    vote = meetings.opened(company, at, item, method="secret")
    meetings.cast_all(company, at, vote, "agree", "chair")
    vote.refresh_from_db()
    assert (vote.agree, vote.refuse, vote.present) == (None, None, None)


def test_a_box_that_somebody_touched_is_not_counted(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    vote = meetings.opened(company, at, item, method="secret")
    meetings.cast_all(company, at, vote, "refuse")
    Tally.objects.update(agree=5)
    with pytest.raises(Refused) as refused:
        meetings.closed(company, at, vote)
    assert codes(refused) == ["box_disagrees"]


def paper(company: Cast, at: Ticker, vote: Vote, ballots: actions.PaperBallots) -> Vote:
    scan = Scan(io.BytesIO(PDF), "票.pdf")
    return actions.enter_paper_ballots(
        vote, ballots=ballots, scan=scan, by=company["office"], at=at()
    )


def test_papers_are_entered_with_their_scan(company: Cast, at: Ticker, item: AgendaItem) -> None:
    vote = meetings.opened(company, at, item)
    meetings.cast_all(company, at, vote, "agree", "chair")
    others = [company[who].pk for who in meetings.SEATED[1:7]]
    vote = paper(company, at, vote, actions.PaperBallots(dict.fromkeys(others, "agree")))
    assert vote.paper is not None
    assert {one.source for one in vote.ballots.given()} == {"live", "paper"}
    with pytest.raises(Invalid):
        paper(company, at, vote, actions.PaperBallots({company["chair"].pk: "refuse"}))
    assert meetings.closed(company, at, vote).agree == 7


def test_papers_of_a_secret_vote_are_as_many_as_those_who_gave_one(
    company: Cast, at: Ticker, item: AgendaItem
) -> None:
    vote = meetings.opened(company, at, item, method="secret")
    voters = frozenset(company[who].pk for who in meetings.SEATED)
    short = actions.PaperBallots(voters=voters, counts={"agree": 8, "refuse": 1})
    with pytest.raises(Invalid):
        paper(company, at, vote, short)
    whole = actions.PaperBallots(voters=voters, counts={"agree": 8, "refuse": 1, "abstain": 1})
    paper(company, at, vote, whole)
    closed = meetings.closed(company, at, vote)
    assert (closed.agree, closed.refuse, closed.abstain) == (8, 1, 1)


@pytest.mark.parametrize("who", ["chair", "head", "custodian", "marketer", "system_admin"])
def test_only_those_who_run_the_meeting_open_and_close_votes(
    company: Cast, at: Ticker, item: AgendaItem, who: str
) -> None:
    with pytest.raises(Refused):
        actions.open_vote(item, text="同意", by=company[who], at=at())
    vote = meetings.opened(company, at, item)
    with pytest.raises(Refused):
        actions.close_vote(vote, by=company[who], at=at())
