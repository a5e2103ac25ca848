"""A house in which every secret thing bears a marker word, and the search for those words."""
