"""Every action has a rule, a clause and a name; every logged row answers for all its fields."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from shoumi.kernel.access.decisions import ruled
from shoumi.kernel.actions.registry import Action, all_actions
from shoumi.kernel.activity.logged import LoggedModel
from shoumi.kernel.records.models import Record

SHORT = 90
"""A field shorter than this holds a code, a number or a hash, and nobody's own words."""
STAYING = {
    "approvals.Approval.void_because": "a code",
    "approvals.Step.title": "the house's own words",
    "committee.Correction.text": "of minutes, which speak of many things",
    "committee.Meeting.place": "where",
    "committee.Meeting.remarks": "of minutes, which speak of many things",
    "documents.Evidence.media_type": "a code",
    "documents.IssuedDocument.mark": "the grade in words",
    "records.Audience.because": "a code, or blanked by register.entomb",
    "register.TradeSecret.origin_note": "blanked by register.entomb",
    "vault.Carrier.received_from": "who",
    "vault.Carrier.received_under": "the agreement",
    "vault.Disclosure.agreement": "the agreement",
    "vault.Disclosure.partner": "who",
    "vault.Disclosure.recipient": "who",
    "vault.Handover.to_outside": "who",
    "vault.Screening.scanner": "the scanner's words",
    "vault.Screening.threat": "the scanner's words",
}
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


@pytest.mark.parametrize("model", logged, ids=label)
def test_what_people_write_about_a_secret_is_known_to_whoever_must_blank_it(
    model: type[LoggedModel],
) -> None:
    """Else a tombstone leaves it: a new field is named in `free_text`, or here with the reason."""
    if not _is_about_a_record(model):
        return
    long = {
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and (field.max_length or SHORT) >= SHORT
    }
    staying = {name for name in long if f"{label(model)}.{name}" in STAYING}
    named = set(vars(model).get("free_text", ()))
    assert long - staying == named & long


def _is_about_a_record(model: type[models.Model], deep: int = 3) -> bool:
    """Whether its rows hang on a record of a secret's family, near or far."""
    if model._meta.app_label in {"regime", "policies", "accounts"}:
        return False
    if issubclass(model, Record):
        return True
    near = {field.related_model for field in model._meta.local_concrete_fields} - {None, model}
    return deep > 0 and any(_is_about_a_record(one, deep - 1) for one in near if one is not None)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
