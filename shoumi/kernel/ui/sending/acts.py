"""How a screen asks for sending, and for what can be done with a dispatch."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.delivery.actions import (
    enter_sheet,
    recall,
    remind_pending,
    send,
)
from shoumi.kernel.delivery.models import Dispatch
from shoumi.kernel.ui import acts
from shoumi.kernel.ui.acts import ActForm
from shoumi.kernel.ui.sending.forms import RecallForm, SendForm, SheetForm


def dispatch_address(dispatch: Dispatch) -> str:
    return reverse("sending.dispatch", args=[dispatch.pk])


def is_awaited(dispatch: Dispatch) -> bool:
    return dispatch.receipts.pending().exists()


acts.form("delivery.send", SendForm, send, icon="send", onward=dispatch_address,
          agree=_("Go on"), told=_("Sent."))  # fmt: skip
acts.form("delivery.remind_pending", ActForm, remind_pending, icon="bell", brief=True,
          fits=is_awaited,
          lead=_("Those who have not answered are told once more, by every channel they have. Once "
                 "a day at most."))  # fmt: skip
acts.form("delivery.enter_sheet", SheetForm, enter_sheet, icon="file-certificate", fits=is_awaited,
          lead=_("One scan for all who signed on it. Each answer bears the true day."))  # fmt: skip
acts.form("delivery.recall", RecallForm, recall, icon="ban", brief=True, danger=True,
          fits=is_awaited,
          lead=_("Those who have not answered need not do so any more. What was answered "
                 "stays."))  # fmt: skip

OF_DISPATCH = ("delivery.remind_pending", "delivery.enter_sheet", "delivery.recall")
