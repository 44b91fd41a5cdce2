"""Samples over time: a journal of packed arrays, sealed into compressed chunks of one series each."""
