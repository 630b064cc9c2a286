"""Acts of verification, split by noun."""
