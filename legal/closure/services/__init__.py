"""Acts that end an agreement, split by noun."""
