"""The one table: declared by columns and filters, it serves every list of the house."""

from shoumi.kernel.ui.tables.answers import answer
from shoumi.kernel.ui.tables.columns import Column
from shoumi.kernel.ui.tables.filters import Choice, DateRange, Filter, Search
from shoumi.kernel.ui.tables.states import state_choice, state_column
from shoumi.kernel.ui.tables.table import Batch, Printed, Table

__all__ = [
    "Batch",
    "Choice",
    "Column",
    "DateRange",
    "Filter",
    "Printed",
    "Search",
    "Table",
    "answer",
    "state_choice",
    "state_column",
]
