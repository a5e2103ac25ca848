"""Procedures that cross domains, in plain calls; each is one outer transaction."""
