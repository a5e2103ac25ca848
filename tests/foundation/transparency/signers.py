"""Keys that the tests sign notes with, and one that was published with its note."""

from shoumi.foundation.transparency.notes import (
    SignerKey,
)

ORIGIN = "shoumi.example/log"


SIGNER = SignerKey(ORIGIN, bytes(range(32)))


OTHER = SignerKey(ORIGIN, bytes(range(1, 33)))


# The example in the documentation of golang.org/x/mod/sumdb/note (BSD-3-Clause).
NEUMANN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"


NEUMANN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
