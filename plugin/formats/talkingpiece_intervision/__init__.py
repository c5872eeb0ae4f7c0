"""Intervision in triage rounds: topics by keyword and urgency, one after the other."""
