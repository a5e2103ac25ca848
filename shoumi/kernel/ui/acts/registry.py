"""Every action that a screen offers, with the form that asks for what it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shoumi.kernel import actions
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.ui.acts.forms import ActForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Perform = Callable[..., Any]


@dataclass(frozen=True)
class Act:
    """One action as a screen asks for it.

    `perform` is called with the subject (unless the action creates), `by`, `at` and the form's
    cleaned fields by name: the action itself, or a function that turns the fields into what it
    needs. `lead` says what will happen; `agree` stands on the form's button; `told` is
    said afterwards, where the act's name alone would claim more than was done. An act that is
    `brief` has few plain fields and is asked for in a dialog on the page itself. `fits` narrows
    where it is offered beyond state and access; `onward` gives the address after it was done. An
    act with a screen of its own says by `address` where that is. `is_next` says whether it is what
    the subject waits for; else its button is offered, but not pushed.
    """

    action: str
    form: type[ActForm]
    perform: Perform
    icon: str = ""
    lead: "StrOrPromise" = ""
    agree: "StrOrPromise" = ""
    told: "StrOrPromise" = ""
    danger: bool = False
    brief: bool = False
    fits: Callable[[Any], bool] = lambda subject: True
    onward: Callable[[Any], str] | None = None
    address: Callable[[Any], str] | None = None
    is_next: Callable[[Any, datetime], bool] = lambda subject, at: True

    @property
    def label(self) -> "StrOrPromise":
        return actions.find(self.action).label

    @property
    def creates(self) -> bool:
        return actions.find(self.action).creates


@dataclass(frozen=True)
class Button:
    """An act as a page offers it: in a dialog with `form` if it is brief, else on its own page."""

    act: Act
    url: str
    form: ActForm | None
    version: int
    first: bool

    @property
    def look(self) -> str:
        """The first act offered is pushed if it is what comes next; a grave one never is."""
        if self.act.danger:
            return "btn-outline-danger"
        return "btn-primary" if self.first else ""

    @classmethod
    def of(
        cls,
        act: Act,
        url: str,
        subject: Any,
        person: Person,
        at: datetime,
        *,
        first: bool = False,
    ) -> "Button":
        # Several of these forms stand on one page; the ids of their fields must differ.
        ids = f"{act.action.replace('.', '_')}_%s"
        form = act.form(subject=subject, person=person, at=at, auto_id=ids) if act.brief else None
        pushed = first and act.is_next(subject, at)
        return cls(act, url, form, getattr(subject, "version", 0), pushed)


def never(_subject: Any, _at: datetime) -> bool:
    """For `is_next` of what may be done, but is not what anybody waits for."""
    return False


_acts: dict[str, Act] = {}


def form(action: str, form: type[ActForm], perform: Perform, **look: Any) -> Act:
    """Declare how a screen asks for an action; `look` are the further fields of `Act`.

    Raises ValueError for a second form of one action.
    """
    if action in _acts:
        raise ValueError(f"Two forms for {action}.")
    _acts[action] = Act(action, form, perform, **look)
    return _acts[action]


def find(action: str) -> Act | None:
    return _acts.get(action)


def all_acts() -> dict[str, Act]:
    return dict(_acts)
