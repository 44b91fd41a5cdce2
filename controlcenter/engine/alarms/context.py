"""What the evaluation must know of a device beside its definitions."""

from collections.abc import Callable

import msgspec

from controlcenter.domain.readings import Value


class Context(msgspec.Struct, frozen=True):
    silence_s: float
    """Age for a no-data test that names none; 0: such a test never fires."""
    is_fault: Callable[[str, Value], bool]
    """Point key, value → the device reports a fault by it."""
    active: frozenset[str] = frozenset()
    """Keys of conditions that stand already: only evidence ends them."""
    heard_at: float = 0.0
    """Last arrival, or when watching began: silence is counted from here."""
