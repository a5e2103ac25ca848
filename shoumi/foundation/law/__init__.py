"""The law that the house cites, as data: which version of it holds on a day."""

from shoumi.foundation.law.table import Law, LawTable, LawVersion, load_laws

__all__ = ["Law", "LawTable", "LawVersion", "load_laws"]
