"""The column of a row's state, as a mark in its colour, and the choice that narrows by it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.workflow import Flow
from shoumi.kernel.ui.components import Tone, state_badge
from shoumi.kernel.ui.tables.columns import Column
from shoumi.kernel.ui.tables.filters import Choice

State = Callable[[Any], str]


def own_state(row: Any) -> str:
    return str(row.state)


def state_column(flow: Flow, tones: Mapping[str, str], of: State = own_state) -> Column:
    """`of` answers the state of a row, which mostly is its own."""

    def label(row: Any) -> str:
        return str(flow.state(of(row)).label)

    def badge(row: Any) -> SafeString:
        return state_badge(label(row), tones.get(of(row), Tone.NEUTRAL))

    return Column("state", _("State"), value=label, show=badge)


def state_choice(flow: Flow) -> Choice:
    """Asked anew each time, so that the states are told in the reader's language."""
    return Choice(
        "state", _("State"), options=lambda: [(one.name, str(one.label)) for one in flow.states]
    )
