"""Sending a record to people, its receipts as a list, and by which channels each is told."""
