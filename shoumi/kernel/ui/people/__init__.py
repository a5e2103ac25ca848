"""People and organisation: the tree of units, the persons, and what changes them."""
