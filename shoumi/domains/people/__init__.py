"""Who is qualified to meet secrets (4.3, 4.7, 6.3): what is required, and who holds it."""
