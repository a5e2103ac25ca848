"""The roof: settings, addresses and the command line."""
