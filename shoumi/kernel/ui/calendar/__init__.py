"""The working calendar: what the State Council announced, and what is assumed until then."""
