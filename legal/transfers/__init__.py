"""What is due and why; the transfer from proposal to confirmation; the rescue of balances."""
