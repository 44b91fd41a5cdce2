"""Why a definition is not put in force."""

from collections.abc import Sequence

from controlcenter.domain.conditions_check import Problem
from controlcenter.engine.face import EngineError


class BadDefinitionError(EngineError):
    """``problems`` are all that is wrong with it; ``str()`` says them in English."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("bad_definition", "; ".join(map(str, problems)))
        self.problems = tuple(problems)
