"""Qt item models: they adapt the mirror, never own data."""
