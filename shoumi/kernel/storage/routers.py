"""Sends the keystore's tables to the keystore's database, and everything else away from it."""

from typing import Any

from django.db import models

ALIAS = "keystore"
_MODELS = {"keystore", "vaultkey", "wrappedkey", "shreddedkey"}


class KeystoreRouter:
    """The one router of the house: keys never stand beside what they open."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str | None:
        return ALIAS if _is_kept_apart(model._meta.app_label, model._meta.model_name) else None

    db_for_write = db_for_read

    def allow_relation(self, one: models.Model, other: models.Model, **_hints: Any) -> bool | None:
        sides = {_is_kept_apart(row._meta.app_label, row._meta.model_name) for row in (one, other)}
        return None if sides == {False} else len(sides) == 1

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **_hints: Any
    ) -> bool:
        return (db == ALIAS) == _is_kept_apart(app_label, model_name)


def _is_kept_apart(app_label: str, model_name: str | None) -> bool:
    return app_label == "storage" and model_name in _MODELS
