"""The register's catalogue: information types, the assistant's questions, grade schemes.

All of it is data beside this module, read once on first use and checked as it is read.
"""

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.grades import (
    Approver,
    Badge,
    Export,
    Grade,
    Level,
    Place,
    Scheme,
    SignIn,
    Watermark,
    read_scheme,
    schemes,
)
from shoumi.domains.register.catalogue.information import (
    Carrier,
    Category,
    Caution,
    Group,
    Information,
    InformationType,
    information,
)
from shoumi.domains.register.catalogue.questionnaire import (
    Answer,
    Question,
    QuestionKind,
    questions,
)
from shoumi.domains.register.catalogue.reading import BadCatalogue, Section

__all__ = [
    "Answer",
    "Approver",
    "BadCatalogue",
    "Badge",
    "Bilingual",
    "Carrier",
    "Category",
    "Caution",
    "Export",
    "Grade",
    "Group",
    "Information",
    "InformationType",
    "Level",
    "Place",
    "Question",
    "QuestionKind",
    "Scheme",
    "Section",
    "SignIn",
    "Watermark",
    "information",
    "questions",
    "read_scheme",
    "schemes",
]
