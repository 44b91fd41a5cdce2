"""The alarm desk: what stands, what was, the numbers, and what makes an alarm."""
