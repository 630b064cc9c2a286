"""Forms of the room: words and figures as people write them, split by what they are about."""
