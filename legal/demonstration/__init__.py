"""The demonstration world: invented lives of real kinds of agreement."""
