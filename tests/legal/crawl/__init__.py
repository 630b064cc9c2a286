"""Whose each address of the site is, as data, and everybody who may ask for one."""
