"""The driver contract: api, manifest, loader, check, testing."""
