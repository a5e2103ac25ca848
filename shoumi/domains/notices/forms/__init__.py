"""What the notices ask for."""
