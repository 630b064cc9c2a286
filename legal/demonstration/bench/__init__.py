"""A large world of invented agreements: a few are lived through the real services, the others are their copies."""
