"""Legal acts of the room."""
