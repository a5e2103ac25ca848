"""A person's dates for the own calendar program: by number and link, never what they are about."""
