"""The vault: carriers of secrets, who is granted what with them, and every look (4.2, 4.8, 6.2)."""
