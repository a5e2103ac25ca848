"""The decorator that makes a function an action."""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.db import models, transaction

from shoumi.kernel.access import Actor, decide
from shoumi.kernel.actions.refusals import Refused, Stale
from shoumi.kernel.actions.registry import Action, register
from shoumi.kernel.activity import ledger, recording
from shoumi.kernel.activity.logged import VersionedModel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

P = ParamSpec("P")
R = TypeVar("R")


def action(
    name: str,
    *,
    label: "StrOrPromise",
    clauses: tuple[str, ...] = (),
    step: str | None = None,
    quiet: bool = False,
    reads: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a change of state.

    The function takes `by` (actor) and `at` (instant) by keyword and, unless it creates, the
    record it acts on as its first argument. Done in one transaction: the record is locked and its
    version compared with the one the caller saw, the access rule is asked, the function changes
    rows, one entry is written. An action that only `reads` its record, or makes something beside
    it, leaves the record and its version as they are. An action inside another joins its
    transaction and writes its own entry.

    Raises Refused, Stale, Invalid, ClockTurnedBack.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        first = next(iter(inspect.signature(function).parameters.values()))
        creates = first.kind is inspect.Parameter.KEYWORD_ONLY
        spec = Action(name, label, function, clauses, step, creates, quiet, reads)
        register(spec)

        @wraps(function)
        def perform(*args: P.args, **kwargs: P.kwargs) -> R:
            subject = None if creates else cast(VersionedModel, args[0])
            by, at = cast(Actor, kwargs["by"]), cast(datetime, kwargs["at"])
            try:
                with transaction.atomic():
                    return cast(R, _perform(spec, subject, by, at, args[1:], dict(kwargs)))
            except Refused as refused:
                if not ledger.is_open():
                    _record_refusal(spec, subject, by, at, refused)
                raise

        return perform

    return declare


def _perform(
    spec: Action,
    subject: VersionedModel | None,
    by: Actor,
    at: datetime,
    rest: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    with ledger.opened() as book:
        locked = None if subject is None else _locked(subject, spec.reads)
        decision = decide(by, spec.name, locked, at)
        if not decision.allowed:
            raise Refused(*decision.because)
        if locked is None:
            result = spec.function(*rest, **kwargs)
        elif spec.reads:
            result = spec.function(locked, *rest, **kwargs)
        else:
            locked.version += 1
            result = spec.function(locked, *rest, **kwargs)
            _save_version(locked, book)
        about = locked if locked is not None else result
        recording.record(
            book,
            verb=spec.name,
            actor=by.pseudonym,
            at=at,
            subject=reference(about),
            basis=spec.clauses,
        )
    if subject is not None and locked is not None:
        subject.__dict__.update(locked.__dict__)
    return subject if result is locked and locked is not None else result


def _locked(subject: VersionedModel, reads: bool) -> VersionedModel:
    """The row as it stands now, locked; refused if it moved since the caller saw it."""
    rows = type(subject)._base_manager
    if reads:
        return rows.get(pk=subject.pk)
    locked: VersionedModel = rows.select_for_update().get(pk=subject.pk)
    if locked.version != subject.version:
        raise Stale
    return locked


def _save_version(locked: VersionedModel, book: ledger.Ledger) -> None:
    """Keep the new version even where the function changed only rows beside the record."""
    owner = locked._meta.get_field("version").model
    if (owner._meta.label_lower, str(locked.pk)) not in book.rows:
        locked.save(update_fields=["version"])


def _record_refusal(
    spec: Action, subject: VersionedModel | None, by: Actor, at: datetime, refused: Refused
) -> None:
    with transaction.atomic(), ledger.opened() as book:
        book.facts["reasons"] = " ".join(reason.code for reason in refused.because)
        recording.record(
            book,
            verb=spec.name,
            actor=by.pseudonym,
            at=at,
            subject=reference(subject),
            basis=spec.clauses,
            outcome="refused",
        )


def reference(row: Any) -> str:
    """How the log names a row: its kind and key, never its title."""
    return f"{row._meta.label_lower}/{row.pk}" if isinstance(row, models.Model) else ""
