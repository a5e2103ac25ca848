"""Bringing in what exists already: tables by template, mapping, dry run, all or nothing.

This floor brings units and people; domains build theirs with the same parts.
"""
