"""Every action has a rule, a clause and a name; every logged row answers for all its fields."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from shoumi.kernel.access.decisions import ruled
from shoumi.kernel.actions.registry import Action, all_actions
from shoumi.kernel.activity.logged import LoggedModel

CLAUSES = re.compile(r"[1-8](\.(M?[1-9]))?")
logged = [m for m in apps.get_models() if issubclass(m, LoggedModel) and not m._meta.proxy]
actions = sorted(all_actions().values(), key=lambda action: action.name)


def label(model: type[models.Model]) -> str:
    return model._meta.label


def verb(action: Action) -> str:
    return action.name


@pytest.mark.parametrize("action", actions, ids=verb)
def test_an_action_is_ruled_named_and_serves_a_clause(action: Action) -> None:
    assert ruled(action.name), "no access rule: nobody could ever do it"
    assert action.clauses or action.quiet, "it serves no clause and isn't marked quiet"
    assert all(CLAUSES.fullmatch(clause) for clause in action.clauses), action.clauses
    domain, _, name = action.name.partition(".")
    assert f".{domain}." in f"{action.function.__module__}."
    assert action.function.__name__ == name
    assert str(action.label).strip()


@pytest.mark.parametrize("model", logged, ids=label)
def test_a_logged_row_answers_for_every_field(model: type[LoggedModel]) -> None:
    """The latest canonical form covers each concrete field of the model's own table."""
    latest = set(model.canonical_forms[model.latest_form()])
    own = {field.name for field in model._meta.local_concrete_fields}
    # The key stands in every canonical form as its own part.
    keys = {field.name for field in model._meta.local_concrete_fields if field.primary_key}
    assert latest - keys == own - keys


@pytest.mark.parametrize("model", logged, ids=label)
def test_a_logged_row_is_never_swept_away_by_another(model: type[LoggedModel]) -> None:
    swept = [
        field.name
        for field in model._meta.local_concrete_fields
        if field.remote_field
        and not field.remote_field.parent_link
        and field.remote_field.on_delete is models.CASCADE
    ]
    assert swept == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
