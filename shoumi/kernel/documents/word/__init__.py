"""Papers as Word files: a template that the office may replace, filled in a sandbox."""

from shoumi.kernel.documents.word.built_in import built_in_template
from shoumi.kernel.documents.word.filling import BadTemplate, fill, filled, texts_of
from shoumi.kernel.documents.word.screening import BadPackage, require_template

__all__ = [
    "BadPackage",
    "BadTemplate",
    "built_in_template",
    "fill",
    "filled",
    "require_template",
    "texts_of",
]
