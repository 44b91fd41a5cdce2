"""Run as ``python -m controlcenter``."""

from controlcenter.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
