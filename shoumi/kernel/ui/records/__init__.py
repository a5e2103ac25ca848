"""The one page of every record, whatever its kind; sections plug in from below and above."""
