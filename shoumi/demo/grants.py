"""What the demo company does with grants: a project's team, an opening at night, a quarter's
confirming."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shoumi.demo.cast import Cast
from shoumi.demo.story import Chapter, Story
from shoumi.domains.register.actions import widen_audience
from shoumi.domains.register.models import TradeSecret
from shoumi.domains.vault import actions
from shoumi.domains.vault.actions.using import new_number
from shoumi.domains.vault.models import Carrier, Grant, TeamRequest
from shoumi.domains.vault.rules.granting import Wanted
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.accounts.standing import local_day
from shoumi.kernel.approvals.models import Seat

PROJECT = "二号产线调试"


def granting(
    cast: Cast, story: Story, row: dict[str, Any], secret: Callable[[], TradeSecret]
) -> list[Chapter]:
    """The chapters of one secret: none where its row names neither a team nor a night."""
    told = Granted(cast, story, row, secret)
    chapters = []
    if "team" in row:
        chapters += [Chapter(88, told.let_know), Chapter(87, told.ask_for_team),
                     Chapter(86, told.agree), Chapter(20, told.confirm),
                     Chapter(5, told.print)]  # fmt: skip
    if "night" in row:
        # Opened late in the evening, reviewed the morning after.
        chapters += [Chapter(31, told.name_delegate), Chapter(23, told.open_at_night),
                     Chapter(22, told.review)]  # fmt: skip
    return chapters


class Granted:
    """The grants to one secret."""

    def __init__(
        self, cast: Cast, story: Story, row: dict[str, Any], secret: Callable[[], TradeSecret]
    ) -> None:
        self.cast, self.story, self.row, self.secret = cast, story, row, secret

    @property
    def owner(self) -> Person:
        return self.cast[self.row["nominator"]]

    @property
    def team(self) -> list[Person]:
        return [self.cast[key] for key in self.row["team"]]

    def let_know(self) -> None:
        known = set(self.row["audience"])
        for key in self.row["team"]:
            if key not in known:
                widen_audience(
                    self.secret(), whom=self.cast[key], because=PROJECT, by=self.owner,
                    at=self.story(),
                )  # fmt: skip

    def ask_for_team(self) -> None:
        at = self.story()
        wanted = Wanted(["view", "print_out"], at, at + timedelta(days=175), None)
        actions.request_team_grant(
            self.secret(), project=PROJECT, purpose="调试期间核对升温参数。", persons=self.team,
            wanted=wanted, by=self.owner, at=at,
        )  # fmt: skip

    def agree(self) -> None:
        request = TeamRequest.objects.get(secret=self.secret())
        waiting = Seat.objects.filter(
            step__approval__record_id=request.pk, decisions__isnull=True
        ).order_by("step__order", "pk")
        while (seat := waiting.filter(step__approval__state="pending").first()) is not None:
            fresh = TeamRequest.objects.get(pk=request.pk)
            actions.decide_team_grant(fresh, verdict="agree", by=seat.person, at=self.story())

    def confirm(self) -> None:
        """The first of the team; the others wait for the owner still."""
        first = Grant.objects.filter(secret=self.secret(), way="team").earliest("pk")
        actions.recertify_grant(first, by=self.owner, at=self.story())

    def print(self) -> None:
        carrier = Carrier.objects.get(secret=self.secret(), form="file")
        actions.print_out(
            carrier, version=carrier.versions.get(), copies=1, pages=1, number=new_number(),
            whereabouts="二号产线控制室保密柜", by=self.team[-1], at=self.story(),
        )  # fmt: skip

    def name_delegate(self) -> None:
        at = self.story()
        actions.name_delegate(
            self.secret().org_unit, person=self.cast[self.row["night"]],
            until_on=local_day(at) + timedelta(days=60), note="研发中心夜间值守",
            by=self.cast["head"], at=at,
        )  # fmt: skip

    def open_at_night(self) -> None:
        """At half past ten in the evening."""
        self.story.now = self.story.now.replace(hour=14, minute=30)
        by = self.cast[self.row["night"]]
        actions.open_emergency(
            self.secret(), reason="夜班搅拌机报警停机，须核对加料次序才能重启。", by=by,
            at=self.story(),
        )  # fmt: skip
        carrier = Carrier.objects.get(secret=self.secret(), form="file")
        actions.view(carrier, version=carrier.versions.get(), by=by, at=self.story())

    def review(self) -> None:
        grant = Grant.objects.get(secret=self.secret(), way="emergency")
        actions.review_emergency(
            grant, finding="right", note="与当晚停机记录、值班电话记录相符。",
            by=self.cast["office"], at=self.story(),
        )  # fmt: skip
