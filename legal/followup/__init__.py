"""Follow-up: what the entity spends and what lies idle, visits and technical assistance, meetings and their targets."""
