"""Sealed bytes in a bucket of an S3-compatible server: ``store`` keeps and lists, ``drafts``
sends, ``reading`` reads by ranges, ``faults`` says in plain words what a server answered.

Its library is an extra, ``shoumi[s3]``; only ``place`` can be imported without it.
"""
