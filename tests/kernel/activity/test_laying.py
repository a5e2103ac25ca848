"""A database laid at once from the models is the same as one that its migrations made."""

import json
import subprocess
import sys
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command

from shoumi.kernel.activity import laying
from tests.installed import ROOT


def drawn(*how: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.activity.drawn", *how],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_it_comes_to_the_same_as_the_migrations() -> None:
    laid, migrated = drawn(), drawn("migrations")
    assert len(laid["tables"]) > 50
    assert laid["tables"].keys() == migrated["tables"].keys()
    for name, parts in migrated["tables"].items():
        assert laid["tables"][name] == parts, name
    assert laid["applied"] == migrated["applied"]


@pytest.mark.parametrize("option", [{}, {"plan": True}, {"app_label": "accounts"}])
def test_only_an_empty_database_is_laid_and_only_as_a_whole(
    option: dict[str, Any], db: None
) -> None:
    with (
        mock.patch.object(laying, "is_empty", return_value=bool(option)),
        mock.patch.object(laying, "lay") as lay,
    ):
        call_command("migrate", verbosity=0, **option)
    lay.assert_not_called()


def test_what_holds_anything_is_not_empty(db: None) -> None:
    assert not laying.is_empty("default")
