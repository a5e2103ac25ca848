"""The whole verification, as `shoumi log verify` runs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shoumi.foundation.transparency.verifier.checkpoints import TrustedKey
from shoumi.kernel.activity.verification.entries import EntryCheck
from shoumi.kernel.activity.verification.findings import Finding
from shoumi.kernel.activity.verification.rows import reconcile
from shoumi.kernel.activity.verification.snapshot import snapshot
from shoumi.kernel.activity.verification.standing import missing_guards, silences, stopped
from shoumi.kernel.activity.verification.tree import (
    TreeCheck,
    deleted_checkpoints,
    held_heads,
    signed_heads,
)


@dataclass
class Report:
    """What was read and what was found. `waiting` entries have no place in the tree yet."""

    entries: int = 0
    waiting: int = 0
    root: bytes = b""
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return not any(one.is_tampering for one in self.findings)


def verify(
    *, keys: Sequence[TrustedKey], held: Sequence[str], exported: Sequence[str], at: datetime
) -> Report:
    """Verify everything. Without `keys` no checkpoint can be checked, and none is.

    `held` are checkpoints kept elsewhere, `exported` those the keeper laid out as files here.
    Raises Malformed when one of `held` can't be read, DatabaseError when the database can't.
    """
    report = Report()
    with snapshot():
        tree = _check_tree(keys, [*held, *exported], report)
        if keys and not report.findings:
            # Worth telling only of a tree that stands: otherwise the heads' fault is told already.
            report.findings += deleted_checkpoints([*held, *exported])
        entries = EntryCheck()
        rows = list(reconcile(entries.marks()))
        report.findings += [*entries.findings, *rows, *missing_guards()]
        report.findings += [*stopped(at), *silences()]
    report.entries, report.root = entries.count, tree.root
    report.waiting = max(0, entries.count - tree.size)
    return report


def _check_tree(keys: Sequence[TrustedKey], notes: Sequence[str], report: Report) -> TreeCheck:
    held = held_heads(notes, keys, report.findings) if keys else []
    tree = TreeCheck(signed=signed_heads(keys, report.findings) if keys else (), held=held)
    tree.run()
    report.findings += tree.findings
    return tree
