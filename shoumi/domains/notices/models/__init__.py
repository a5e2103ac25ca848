"""What is stored of word that reaches: circulars, departments' reports, requests between them."""

from shoumi.domains.notices.models.circular import Addressee, Circular, Recipient
from shoumi.domains.notices.models.report import Bulletin, DepartmentReport, ReportFigure
from shoumi.domains.notices.models.request import CooperationAnswer, CooperationRequest

__all__ = [
    "Addressee",
    "Bulletin",
    "Circular",
    "CooperationAnswer",
    "CooperationRequest",
    "DepartmentReport",
    "Recipient",
    "ReportFigure",
]
