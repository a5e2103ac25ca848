"""An older register comes in as a table, and the present one goes out to be corrected."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import export_list
from shoumi.domains.register.imports import LEDGER, ledger
from shoumi.domains.register.imports.actions import import_ledger
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.ui.imports import ImportScreen


def ledger_there(person: Person, at: datetime) -> bytes:
    """What this person sees of the register as the table to edit and bring back: a disclosure, so
    it leaves its trace first. Raises Refused, Invalid."""
    export_list(form="xlsx", narrowed_by="", by=person, at=at)
    return ledger(TradeSecret.objects.all(), person=person, at=at)


LEDGER_SCREEN = ImportScreen(
    importer=LEDGER,
    action="register.import_ledger",
    apply=import_ledger,
    back="register.list",
    back_label=_("Trade secrets"),
    lead=_("The register that you kept before: graded secrets come in with their true dates, and "
           "keep their previous numbers. Never bring in state secrets."),
    existing=ledger_there,
)  # fmt: skip
