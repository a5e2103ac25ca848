"""The cast and the demo company, made through actions; tests and the command line use them."""
