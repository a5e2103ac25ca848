"""Upkeep of the keys: ``standing`` reads how they stand, ``rotation`` renews them and closes
epochs, ``shredding`` destroys, ``escrow`` makes recovery shares and uses them, ``drill`` proves
that all of it can be restored.
"""
