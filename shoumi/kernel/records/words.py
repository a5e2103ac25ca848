"""What people wrote about a record, in rows of whichever domain, is blanked when it must go."""

from typing import Any

from django.apps import apps

from shoumi.kernel.activity.logged import LoggedModel

TOMBSTONE = "—"


def blank(family: Any) -> None:
    """Overwrite every word about these records; who, when and the numbers stay. Called inside an
    action. Raises ``UnloggedChange``."""
    for model in apps.get_models():
        if issubclass(model, LoggedModel) and "free_text" in vars(model):
            about = {f"{model.free_text_about}__in": family.values("pk")}
            for row in model._base_manager.filter(**about):
                _blank(row, model.free_text)


def _blank(row: Any, words: tuple[str, ...]) -> None:
    said = [name for name in words if getattr(row, name) not in {"", TOMBSTONE}]
    for name in said:
        setattr(row, name, TOMBSTONE)
    if said:
        row.save()
