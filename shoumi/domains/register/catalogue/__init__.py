"""The register's catalogue: information types, the assistant's questions, grade schemes.

All of it is data beside this module, read once on first use and checked as it is read.
"""

from shoumi.domains.register.catalogue.bilingual import Bilingual
from shoumi.domains.register.catalogue.grades import (
    MOST_GRADES,
    Approver,
    Badge,
    Disorder,
    Export,
    Grade,
    Level,
    Place,
    Scheme,
    SignIn,
    Watermark,
    authority_of,
    disorder,
    preset_table,
    read_grades,
    read_scheme,
    schemes,
    section_of,
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
from shoumi.domains.register.catalogue.scope import Entry, read_entries, starter_table

__all__ = [
    "MOST_GRADES",
    "Answer",
    "Approver",
    "BadCatalogue",
    "Badge",
    "Bilingual",
    "Carrier",
    "Category",
    "Caution",
    "Disorder",
    "Entry",
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
    "authority_of",
    "disorder",
    "information",
    "preset_table",
    "questions",
    "read_entries",
    "read_grades",
    "read_scheme",
    "schemes",
    "section_of",
    "starter_table",
]
