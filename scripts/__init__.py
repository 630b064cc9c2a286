"""Tools for people who work on the project; nothing here is used while the site runs."""
