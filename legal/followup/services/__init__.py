"""The legal acts of the room."""
