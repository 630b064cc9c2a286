"""Norms and their data, budget programmes, financing sources."""
