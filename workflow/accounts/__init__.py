"""Accounts: who may enter, with which proof, for how long; what administrators did to an account."""
