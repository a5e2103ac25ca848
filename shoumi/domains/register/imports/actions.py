"""Applying a checked ledger of secrets."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.actions import enter_ledger_rows
from shoumi.domains.register.actions.amending import amend_entry
from shoumi.domains.register.imports.ledger import LEDGER, Correction
from shoumi.kernel.access import Actor
from shoumi.kernel.accounts.imports.actions import close_run, require_plan
from shoumi.kernel.accounts.imports.tables import State
from shoumi.kernel.accounts.models import ImportRun
from shoumi.kernel.actions import action
from shoumi.kernel.storage.keyring import together

# Rows under one entry of the log: few enough that an entry stays readable.
AT_ONCE = 100


@action("register.import_ledger", label=_("Import a ledger of secrets"), clauses=("4.2", "7.3"))
def import_ledger(run: ImportRun, *, content: bytes, by: Actor, at: datetime) -> ImportRun:
    """Enter and correct every row of a checked table, all or nothing; old approvals keep their
    true dates. Raises Invalid for another file or new problems, Refused."""
    plan = require_plan(run, LEDGER, content, by=by, at=at)
    new = [row.act for row in plan.rows if row.state is State.NEW]
    with together(), _left_uncollected():
        for start in range(0, len(new), AT_ONCE):
            enter_ledger_rows(rows=new[start : start + AT_ONCE], by=by, at=at)
    for row in plan.rows:
        if isinstance(row.act, Correction):
            amend_entry(row.act.secret, amendment=row.act.amendment, by=by, at=at)
    return close_run(run, plan, at=at)


@contextmanager
def _left_uncollected() -> Iterator[None]:
    """What the plan holds is kept to the end: the collector need not walk through a million
    objects time and again, which costs a tenth of a long table's import."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
