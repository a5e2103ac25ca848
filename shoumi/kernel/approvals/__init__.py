"""Approvals: steps, any/all/quorum, decisions bound to what was approved, separation of duties."""
