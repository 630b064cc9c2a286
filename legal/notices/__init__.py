"""Notices: a document is served on somebody, and what starts with its receipt."""
