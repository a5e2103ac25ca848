"""The regime: its editions, their binding to controls, and its assessment at a date."""
