"""The alarm desk: conditions evaluated in the ingest batch, states after ISA-18.2, causes, floods, numbers."""
