"""The ledger of carriers on paper: the rows of the list as it is narrowed and sorted now."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as t

from shoumi.domains.register.documents.listing import AT_MOST
from shoumi.domains.register.views.printing import PRINTED
from shoumi.domains.vault.actions import print_ledger
from shoumi.domains.vault.documents.ledger import ledger_paper
from shoumi.kernel.accounts.middleware import PersonRequest
from shoumi.kernel.documents.typesetting import typeset
from shoumi.kernel.documents.word import filled
from shoumi.kernel.ui.errors import problem
from shoumi.kernel.ui.tables import Table


def printed(request: PersonRequest, table: Table) -> HttpResponse:
    """As PDF or Word. That it was taken out is logged with the hash in its footer."""
    if not table.may_export:
        raise PermissionDenied
    order = table.order.keys(backwards=False)
    wanted = table.narrowed.select_related("secret", "holder").order_by(*order)
    rows: Any = list(wanted[: AT_MOST + 1])
    if len(rows) > AT_MOST:
        text = t("A list of more than %(rows)d rows is not printed. Narrow it by filters, or take "
                 "it as a table.") % {"rows": AT_MOST}  # fmt: skip
        return problem(request, 413, text)
    form, at = table.wanted_export, request.at
    language: Any = "en" if get_language() == "en" else "zh-hans"
    paper = ledger_paper(rows, person=request.person, at=at, language=language)
    print_ledger(
        form=form, narrowed_by=table.here, fingerprint=paper.fingerprint,
        by=request.person, at=at,
    )  # fmt: skip
    content = typeset(paper, form=paper.title, at=at) if form == "pdf" else filled(paper, at=at)
    response = HttpResponse(content, content_type=PRINTED[form])
    response["Content-Disposition"] = f'attachment; filename="carriers.{form}"'
    return response
