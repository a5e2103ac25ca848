"""Duties recur, become occurrences, become tasks with one lead; reminders and escalation."""
