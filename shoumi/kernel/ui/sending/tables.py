"""The list of receipts of one dispatch, and that of what could not be delivered."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from shoumi.kernel.accounts.models import OrgUnit
from shoumi.kernel.delivery.models import Outgoing, Receipt
from shoumi.kernel.delivery.outbox.addresses import LABELS
from shoumi.kernel.delivery.outbox.faults import said
from shoumi.kernel.delivery.rules import RECEIPT_FLOW
from shoumi.kernel.ui.components import state_badge
from shoumi.kernel.ui.sending.tones import RECEIPT_TONES
from shoumi.kernel.ui.tables import Batch, Choice, Column, Printed, Search, Table, state_choice


def _state(receipt: Receipt) -> Any:
    return state_badge(receipt.state_label, RECEIPT_TONES[receipt.state])


class ReceiptsTable(Table):
    name = "receipts"
    label = _("Receipts")
    columns = (
        Column("person", _("Name"), value="person.display_name"),
        Column("number", _("Staff number"), value="person.staff_number",
               sort="person__staff_number"),
        Column("unit", _("Department"), value="person.org_unit"),
        Column("state", _("State"), value="state_label", show=_state, sort="state"),
        Column("opened_at", _("Opened on")),
        Column("done_at", _("Answered")),
        Column("method", _("Way of answering"), value="get_method_display"),
        Column("signed_on", _("Day on the paper"), shown=False),
        Column("answer", _("Reply"), shown=False),
    )  # fmt: skip
    papers = (Printed("pdf", _("Sheet to sign (PDF)"), "printer"),)
    export_action = "delivery.take_list"
    sort = "number"
    size = 50


def receipts_table(receipts: QuerySet[Any]) -> type[Table]:
    """The list of these receipts, narrowed by their departments among others."""
    units = OrgUnit.objects.filter(pk__in=receipts.values("person__org_unit"))

    class Receipts(ReceiptsTable):
        filters = (
            Search("q", _("Name"),
                   fields=("person__name", "person__name_en", "person__staff_number")),
            state_choice(RECEIPT_FLOW),
            Choice("unit", _("Department"), field="person__org_unit_id",
                   options=lambda: [(one.pk, one.display_name) for one in units]),
        )  # fmt: skip

    return Receipts


class UndeliveredTable(Table):
    """Messages that were given up: the persons, and why. Never what they say."""

    name = "undelivered"
    label = _("Not delivered")
    columns = (
        Column("person", _("Name"), value="person.display_name"),
        Column("unit", _("Department"), value="person.org_unit"),
        Column("channel", _("Channel"), value=lambda row: LABELS.get(row.channel, row.channel)),
        Column("purpose", _("Message"), value="get_purpose_display"),
        Column("fault", _("Why"), value=lambda row: said(row.fault)),
        Column("ended_at", _("Given up"), sort="ended_at"),
    )
    filters = (
        Choice("purpose", _("Message"), options=Outgoing.Purpose.choices),
        Search("q", _("Name"), fields=("person__name", "person__name_en", "person__staff_number")),
    )
    batches = (
        Batch("delivery.see_to_undelivered", reverse_lazy("sending.try_again"), _("Try again"),
              "refresh"),
        Batch("delivery.see_to_undelivered", reverse_lazy("sending.told_otherwise"),
              _("Told otherwise"), "check"),
    )  # fmt: skip
    sort = "-ended_at"
    empty_title = _("Everything was delivered")
    empty_body = _("What waits in the inbox is not shown here: it reaches everybody who signs in.")
