"""Orders for many devices, who rules each of them, plans, and what operators define."""
