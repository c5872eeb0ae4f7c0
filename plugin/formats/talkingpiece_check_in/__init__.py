"""Check-in: one round in which everyone arrives."""
