"""A kind of table as its screens need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from shoumi.kernel import actions
from shoumi.kernel.access import Decision, decide
from shoumi.kernel.accounts.imports.tables import Importer
from shoumi.kernel.accounts.models import ImportRun, Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class ImportScreen:
    """What is brought in, by which action, and where one comes from and goes to.

    `apply` is the action: it takes a checked run, `content`, `by` and `at`. `back` names the page
    that lists what was brought in, `back_label` its words. `existing` gives what is there already
    as a table in the same columns; it leaves the trace that its disclosure needs.
    """

    importer: Importer
    action: str
    apply: Callable[..., ImportRun]
    back: str
    back_label: "StrOrPromise"
    lead: "StrOrPromise"
    existing: Callable[[Person, datetime], bytes] | None = None

    @property
    def label(self) -> "StrOrPromise":
        return actions.find(self.action).label

    @property
    def back_url(self) -> str:
        return reverse(self.back)

    @property
    def url(self) -> str:
        return reverse(self.action)

    @property
    def gives_existing(self) -> bool:
        return self.existing is not None

    def page(self, part: str, *args: Any) -> str:
        """The address of one of its further pages."""
        return reverse(f"{self.action}.{part}", args=args)

    def decision(self, person: Person, at: datetime) -> Decision:
        """Whether this person may bring in such a table."""
        return decide(person, self.action, None, at)
