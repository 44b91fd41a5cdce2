"""The map: a widget of our own, drawn in batches so that a hundred thousand devices stay smooth."""
