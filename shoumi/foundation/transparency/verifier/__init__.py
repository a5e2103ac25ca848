"""Checks a log: proofs, checkpoints, entries, whole trees.

Written apart from the code that makes the log, from the specifications alone. It needs Python's
standard library and nothing else (`cryptography` makes signatures faster when it's there), no
database and no Shoumi: the folder may be copied anywhere and run with `python3 -m verifier`.
"""
