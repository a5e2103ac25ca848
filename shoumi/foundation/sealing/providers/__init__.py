"""Keepers of root keys other than files: ``transit`` of OpenBao or Vault, ``hsm`` by PKCS#11.

From neither does a root key ever come out: vault keys are sent in to be wrapped and unwrapped.
"""
