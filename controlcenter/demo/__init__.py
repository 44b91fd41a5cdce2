"""The demo city: simulated devices that speak real conventions over a real broker."""
