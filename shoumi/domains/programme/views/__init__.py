"""The screens of plans."""

from shoumi.domains.programme.views.reading import consultation, difference, year
from shoumi.domains.programme.views.writing import (
    answer_remark,
    begin,
    plans,
    remark,
    write_item,
)

__all__ = [
    "answer_remark",
    "begin",
    "consultation",
    "difference",
    "plans",
    "remark",
    "write_item",
    "year",
]
