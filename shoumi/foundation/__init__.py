"""Plain Python that the house stands on: no Django, no database, no clock."""
