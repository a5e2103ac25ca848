"""Rules and operating procedures, their editions by clauses, consultation, acknowledgement,
interpretation, suspension (1, 4.1, 6.1, 8.1, 8.2)."""
