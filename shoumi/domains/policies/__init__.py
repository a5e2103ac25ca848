"""Rules and their editions, what staff acknowledge, what is interpreted (1, 4.1, 6.1, 8.1, 8.2)."""
