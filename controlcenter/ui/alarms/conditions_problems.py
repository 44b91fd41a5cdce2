"""What is wrong with an alarm definition, in the reader's language."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.conditions_check import Problem
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Value
from controlcenter.engine.alarms.refusals import BadDefinitionError
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarms.conditions_labels import FIELD_WORDS
from controlcenter.ui.alarms.conditions_words import point_name, seconds_text
from controlcenter.ui.words import count_text, value_text


def problems_text(problems: Iterable[Problem], kind: Kind | None, language: str) -> str:
    """One sentence for each, in a row."""
    return " ".join(problem_text(problem, kind, language) for problem in problems)


def refusal_text(error: EngineError, kind: Kind | None, language: str) -> str:
    """Why the engine would not have a definition: its problems where it names them, else the reason as it came."""
    if isinstance(error, BadDefinitionError):
        return problems_text(error.problems, kind, language)
    return str(error)


def problem_text(problem: Problem, kind: Kind | None, language: str) -> str:
    """``On-delay: 9 d is not between 0 and 7 d.``; points and fields by the names they have in the form."""
    facts = {name: _fact(name, value, problem, kind, language) for name, value in problem.facts.items()}
    return _WORDS[problem.code]().format(**facts)


def _fact(name: str, value: Value, problem: Problem, kind: Kind | None, language: str) -> str:
    if name == "field":
        return FIELD_WORDS[str(value)]()
    if name == "point":
        return point_name(str(value), kind, language)
    if name == "seconds" or (name == "most" and problem.code == "out_of_span"):
        return seconds_text(value, language) if isinstance(value, int | float) and abs(value) < 1e9 else str(value)
    if name in ("type", "types"):
        return " / ".join(_type_word(one) for one in str(value).split(" or "))
    if name == "value" and "point" in problem.facts:
        known = kind.points.get(str(problem.facts["point"])) if kind else None
        return value_text(value, known, language)
    if isinstance(value, float):
        return count_text(value, language, 0 if value.is_integer() else 2)
    return str(value)


def _type_word(kind_of_point: str) -> str:
    return {
        "number": QCoreApplication.translate("AlarmConditions", "numbers"),
        "bool": QCoreApplication.translate("AlarmConditions", "yes or no"),
        "enum": QCoreApplication.translate("AlarmConditions", "given words"),
        "text": QCoreApplication.translate("AlarmConditions", "free text"),
    }.get(kind_of_point, kind_of_point)


_WORDS: dict[str, Callable[[], str]] = {
    "bad_key": lambda: QCoreApplication.translate(
        "AlarmConditions", "The key {key} must be 1 to 60 characters of a–z, 0–9 and _."
    ),
    "no_name": lambda: QCoreApplication.translate("AlarmConditions", "Give it a name in both languages."),
    "not_one_of": lambda: QCoreApplication.translate("AlarmConditions", "{field}: {value} is not one of {known}."),
    "out_of_span": lambda: QCoreApplication.translate(
        "AlarmConditions", "{field}: {seconds} is not between 0 and {most}."
    ),
    "not_above_0": lambda: QCoreApplication.translate("AlarmConditions", "“{field}” must be above 0."),
    "bad_count": lambda: QCoreApplication.translate("AlarmConditions", "Times: {count} is not between 1 and {most}."),
    "not_finite": lambda: QCoreApplication.translate("AlarmConditions", "“{field}” must be a number."),
    "negative": lambda: QCoreApplication.translate("AlarmConditions", "“{field}” must be 0 or more."),
    "unknown_point": lambda: QCoreApplication.translate(
        "AlarmConditions", "{field}: devices of this kind have no point {point}."
    ),
    "wrong_type": lambda: QCoreApplication.translate(
        "AlarmConditions", "{field}: {point} reports {type}; this test needs {types}."
    ),
    "one_reference": lambda: QCoreApplication.translate(
        "AlarmConditions", "Compare with another point or with a set-point, not with both or neither."
    ),
    "own_reference": lambda: QCoreApplication.translate("AlarmConditions", "{point} cannot be compared with itself."),
    "never_clears": lambda: QCoreApplication.translate(
        "AlarmConditions", "The deadband {deadband} must be below the limit {limit}, or the alarm would never clear."
    ),
    "empty": lambda: QCoreApplication.translate("AlarmConditions", "{field}: choose at least one."),
    "does_not_fit": lambda: QCoreApplication.translate(
        "AlarmConditions", "{value} is no value of {point}, which reports {type}."
    ),
    "unknown_value": lambda: QCoreApplication.translate(
        "AlarmConditions", "{field}: {value} is not one of the values of {point}."
    ),
    "no_faults": lambda: QCoreApplication.translate("AlarmConditions", "{point} reports no faults."),
}
