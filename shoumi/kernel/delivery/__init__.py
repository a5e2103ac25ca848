"""Dispatches and their receipts: who was sent what, which version was opened, what was answered."""
