"""The forms of the room, split by noun."""
