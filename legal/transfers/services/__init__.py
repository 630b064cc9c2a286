"""Acts on money, split by noun."""
