"""What the register's screens ask for."""
