"""What the screens of rules ask for."""
