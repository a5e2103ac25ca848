"""Plans of several years and of one, their items and their summing up (4.1)."""
