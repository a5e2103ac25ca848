"""One folder for each part of the regime."""
