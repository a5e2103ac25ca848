"""Sending, opening, answering, lapsing; recalling, reminding; and how each is told."""

from shoumi.kernel.delivery.actions.answering import (
    acknowledge,
    acknowledge_on_paper,
    decline,
    open_receipt,
)
from shoumi.kernel.delivery.actions.choosing import (
    choose_channels,
    see_to_undelivered,
    try_channels,
)
from shoumi.kernel.delivery.actions.listing import take_list
from shoumi.kernel.delivery.actions.sending import (
    expire,
    people_seeing,
    recall,
    remind_pending,
    send,
)
from shoumi.kernel.delivery.actions.sheets import enter_sheet

__all__ = [
    "acknowledge",
    "acknowledge_on_paper",
    "choose_channels",
    "decline",
    "enter_sheet",
    "expire",
    "open_receipt",
    "people_seeing",
    "recall",
    "remind_pending",
    "see_to_undelivered",
    "send",
    "take_list",
    "try_channels",
]
