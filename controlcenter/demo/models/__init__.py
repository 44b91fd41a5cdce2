"""How the things of the demo city behave, apart from any network."""
