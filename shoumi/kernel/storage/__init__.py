"""Sealed objects and texts, and their keys: nothing rests in the clear, nothing opens unasked.

``objects.put`` and ``objects.open_object`` for files, ``arriving`` for files that come in several
requests, ``fields`` for database fields, ``keyring`` for the keys, ``orphans`` for what a crash
left behind.
"""
