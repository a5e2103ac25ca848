"""Decisions by values: the state tables, the days."""
