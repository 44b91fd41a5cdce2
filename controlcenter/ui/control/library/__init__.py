"""Groups, scenes and snapshots: what operators name so that many devices are one word."""
