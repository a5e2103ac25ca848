"""Circulars, reports of the departments, requests between them (3.2, 4.M3, 4.M4, 5.2, 5.3)."""
