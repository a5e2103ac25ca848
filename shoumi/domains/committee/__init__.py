"""Seats and office, meetings, votes, minutes, resolutions (3.1–3.3, 4.4, 4.M1, 4.M2, 5.1)."""
