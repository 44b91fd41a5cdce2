"""Every setting, declared in one table."""
