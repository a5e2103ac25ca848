"""The papers of the register: approval sheets, labels, the printed list. No sealed text is in one.

Points and grounds stand on a paper as given, since when, and by the SHA-256 of the sealed text.
"""

from shoumi.domains.register.documents.changes import change_sheet
from shoumi.domains.register.documents.declared import CHANGE_SHEET, LABEL, SHEET
from shoumi.domains.register.documents.labels import label_of
from shoumi.domains.register.documents.listing import list_paper
from shoumi.domains.register.documents.sheet import grading_sheet

__all__ = [
    "CHANGE_SHEET",
    "LABEL",
    "SHEET",
    "change_sheet",
    "grading_sheet",
    "label_of",
    "list_paper",
]
