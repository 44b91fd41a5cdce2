"""Control Center: the operations centre of a smart city on one desktop."""

__version__ = "0.1.0"
