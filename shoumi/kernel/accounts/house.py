"""The house itself as an actor, for what falls due by the calendar and for the first start."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class House:
    pk: None = None
    pseudonym: str = "house"


HOUSE = House()


def is_house(actor: Any) -> bool:
    return isinstance(actor, House)
