"""Pure decisions on plans."""
