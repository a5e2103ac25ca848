"""The register: trade secrets, their grades, terms and secret points (clauses 2.1, 2.2, 4.2)."""
