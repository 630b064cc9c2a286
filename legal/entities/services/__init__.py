"""Acts on entities: the import of a table, and the change of a name or a code."""
