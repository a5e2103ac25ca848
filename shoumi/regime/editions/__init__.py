"""Editions of the regime, the catalogue of controls and the table of laws, as data with typed
loaders.
"""

from shoumi.foundation.law import Law, LawTable, LawVersion, load_laws
from shoumi.foundation.tables import BadEdition
from shoumi.regime.editions.catalogue import CatalogueEntry, load_catalogue
from shoumi.regime.editions.edition import EditionArticle, EditionClause, EditionText, load_edition

__all__ = [
    "BadEdition",
    "CatalogueEntry",
    "EditionArticle",
    "EditionClause",
    "EditionText",
    "Law",
    "LawTable",
    "LawVersion",
    "load_catalogue",
    "load_edition",
    "load_laws",
]
