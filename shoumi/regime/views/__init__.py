"""The regime's screens: the text with its verdicts, its editions, bringing one in."""
