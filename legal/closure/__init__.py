"""The end of an agreement: closure, termination, and the lessons it leaves."""
