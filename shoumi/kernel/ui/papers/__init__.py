"""Papers, evidence and receipts on the record page, and the pages behind them."""
