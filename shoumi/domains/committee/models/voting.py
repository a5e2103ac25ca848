"""Votes 表决. Who voted and, in a secret one, how many said what, stand in two tables that no key,
order or instant joins: the second holds nothing but sums."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shoumi.domains.committee.models.meeting import AgendaItem
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.activity.logged import LoggedQuerySet, VersionedModel, manager_of
from shoumi.kernel.approvals.models import Approval, Verdict
from shoumi.kernel.documents.models import Evidence


class Choice(models.TextChoices):
    AGREE = "agree", _("In favour")
    REFUSE = "refuse", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class Majority(models.TextChoices):
    ANY = "any", _("More in favour than against")
    SIMPLE = "simple", _("More than half of those present")
    TWO_THIRDS = "two_thirds", _("Two thirds of those present")


class Vote(VersionedModel):
    """A vote on the wording of one resolution. Who may vote is frozen when it opens, one `Ballot`
    each; `agree`, `refuse`, `abstain` and `present` are known when it closes, and not before.

    `question` is what is put to the vote about the item's matter, `approval` what of it then
    waited for the committee: if that is over or was begun anew, the vote decides nothing.
    """

    class Method(models.TextChoices):
        NAMED = "named", _("By name")
        SECRET = "secret", _("Secret ballot")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a vote", "Open")
        ADOPTED = "adopted", pgettext_lazy("of a vote", "Adopted")
        REJECTED = "rejected", pgettext_lazy("of a vote", "Not adopted")
        VOID = "void", pgettext_lazy("of a vote", "Void: the quorum was lost")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    text = models.CharField(max_length=1000)
    question = models.CharField(max_length=10, choices=Verdict, default=Verdict.AGREE)
    method = models.CharField(max_length=8, choices=Method)
    majority = models.CharField(max_length=12, choices=Majority)
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    agree = models.PositiveSmallIntegerField(null=True)
    refuse = models.PositiveSmallIntegerField(null=True)
    abstain = models.PositiveSmallIntegerField(null=True)
    paper = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")

    free_text = ("text",)
    free_text_about = "item__matter"
    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: (
            "item", "text", "question", "method", "majority", "approval", "state", "opened_at",
            "closed_at", "present", "agree", "refuse", "abstain", "paper", "version",
        )
    }  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state="open"),
                name="committee_one_open_vote_on_an_item",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"

    @property
    def is_secret(self) -> bool:
        return self.method == self.Method.SECRET


class BallotQuerySet(LoggedQuerySet["Ballot"]):
    def given(self) -> Self:
        return self.filter(cast_at__isnull=False)


class Ballot(VersionedModel):
    """One who may vote, and whether he has. In a secret vote `choice` stays empty for ever."""

    class Source(models.TextChoices):
        LIVE = "live", _("Here")
        PAPER = "paper", _("On paper")

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice, blank=True)
    source = models.CharField(max_length=6, choices=Source, blank=True)
    cast_at = models.DateTimeField(null=True)

    canonical_forms: ClassVar[dict[int, tuple[str, ...]]] = {
        1: ("vote", "person", "choice", "source", "cast_at", "version")
    }
    objects: ClassVar[BallotQuerySet] = manager_of(BallotQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], name="committee_one_ballot_each")
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.person_id}"


class Tally(models.Model):
    """The ballot box of a secret vote: three sums, and no row for any one ballot.

    It is no logged row on purpose: an entry of the log names whoever acted and fixes each row that
    changed, so that from sum to sum it would tell how each of them voted. What is in the box enters
    the log with the vote when it closes, and must then be as many as have voted.
    """

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="tally")
    agree = models.PositiveSmallIntegerField(default=0)
    refuse = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.vote_id)
