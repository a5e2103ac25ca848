"""When which paper of a secret can be issued (4.2)."""

from datetime import timedelta
from typing import Protocol

# What is filed, or bears a new mark, is labelled within this many days (our default).
MARK_WITHIN = timedelta(days=14)


class Standing(Protocol):
    state: str


def has_a_sheet(secret: Standing) -> bool:
    """From the moment decisions are asked for; never what is in quarantine or was removed."""
    return secret.state in {"proposed", "approved", "active", "changing", "declassified"}


def can_be_labelled(secret: Standing) -> bool:
    """While its mark is certain, and to strike it out in the end. With a change under way the
    label would be outdated as soon as that is decided."""
    return secret.state in {"active", "declassified"}
