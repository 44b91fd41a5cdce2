"""The control page: orders for many devices, signs, plans, what operators name, and the log of it all."""
