"""Follow-up: what the entity spends of the money of an agreement, and what of it lies idle."""
