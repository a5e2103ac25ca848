"""How a table comes in on screens: template, dry run, columns, apply. One set for every kind.

A domain declares an `ImportScreen` and takes its addresses: `addresses("secrets/import", screen)`.
"""

from shoumi.kernel.ui.imports.addresses import addresses
from shoumi.kernel.ui.imports.screens import ImportScreen

__all__ = ["ImportScreen", "addresses"]
