"""What the screens of the vault ask for."""
