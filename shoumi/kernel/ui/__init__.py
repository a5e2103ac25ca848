"""What every screen shares: base pages, components, forms, the one table, answers to bad input."""
