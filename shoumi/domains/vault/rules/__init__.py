"""Pure decisions of the vault: state tables, windows, and why somebody may not look."""
