"""A Merkle log in published formats: tree, tiles, proofs, signed checkpoints.

The modules here *make* a log. `verifier/` *checks* one, was written apart and imports nothing
from here, so a fault in the making isn't repeated in the checking. The two share one thing, the
names of what can be wrong (`verifier.errors`).
"""
