"""Numbered papers (PDF and Word), templates, marks and labels, and evidence files."""
