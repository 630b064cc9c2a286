"""Signature rounds over an issued document; it does not know what is signed."""
