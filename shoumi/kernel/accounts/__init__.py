"""Persons, units, posts and appointments; accounts and sign-in; the three administrators."""
