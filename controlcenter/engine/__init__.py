"""The services behind the window: broker links, ingest, live state, recorder, commander."""
