"""Definitions somebody edits and has not put in force: kept while other rows are looked at."""

from collections.abc import Callable, Mapping

import msgspec
from PySide6.QtCore import QCoreApplication

from controlcenter.domain.conditions import AlarmDefinition, LimitTest, NoDataTest, Priority, Side
from controlcenter.domain.conditions_check import problems_of
from controlcenter.domain.kinds import Kind
from controlcenter.domain.words import NO_TEXT
from controlcenter.ui.alarm_words import SYMBOLS, priority_word
from controlcenter.ui.alarms.conditions_problems import problems_text
from controlcenter.ui.alarms.conditions_scopes import Scope
from controlcenter.ui.alarms.conditions_words import Origin, condition_text, delays_text, origin_word
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.views.system_table import Column

NEW = "+"
"""The row of a new definition, which has no key yet."""
InForce = Mapping[str, tuple[AlarmDefinition, Origin]]


class DefinitionRow(msgspec.Struct, frozen=True):
    """One line of the table: ``row`` is its definition's key in force, or NEW."""

    row: str
    definition: AlarmDefinition
    origin: Origin
    edited: bool = False


class Drafts:
    """Edited definitions by scope and row; one equal to what is in force is no draft."""

    def __init__(self) -> None:
        self._held: dict[tuple[Scope, str], AlarmDefinition] = {}

    def get(self, scope: Scope, row: str) -> AlarmDefinition | None:
        return self._held.get((scope, row))

    def put(self, scope: Scope, row: str, definition: AlarmDefinition, held: AlarmDefinition | None) -> None:
        if definition == held:
            self.drop(scope, row)
        else:
            self._held[scope, row] = definition

    def drop(self, scope: Scope, row: str) -> None:
        self._held.pop((scope, row), None)

    def settle(self, scope: Scope, force: InForce) -> str | None:
        """Let go what is in force by now; returns the key under which the new definition came, if it did."""
        own = Origin.DEVICE if scope.device is not None else None
        for key, (definition, origin) in force.items():
            if self.get(scope, key) == definition and own in (None, origin):
                self.drop(scope, key)
        new = self.get(scope, NEW)
        if new is not None and new.key in force and force[new.key][0] == new:
            self.drop(scope, NEW)
            return new.key
        return None

    def rows(self, scope: Scope, force: InForce) -> list[DefinitionRow]:
        """What is in force with its drafts over it, and a new one at the end."""
        rows = []
        for key, (definition, origin) in force.items():
            draft = self.get(scope, key)
            rows.append(DefinitionRow(key, draft or definition, origin, draft is not None))
        new = self.get(scope, NEW)
        if new is not None:
            rows.append(DefinitionRow(NEW, new, Origin.DRAFT, True))
        return rows


def blank(kind: Kind) -> AlarmDefinition:
    """What a new definition for *kind* begins as: a high limit of its first number, or silence."""
    number = next((point for point in kind.points.values() if point.type == "number"), None)
    if number is None:
        return AlarmDefinition("", NO_TEXT, NoDataTest(), Priority.LOW)
    limit = number.high if number.high is not None else number.maximum if number.maximum is not None else 0.0
    return AlarmDefinition("", NO_TEXT, LimitTest(number.key, Side.HIGH, limit), Priority.LOW)


def problem_with(row: str, definition: AlarmDefinition, kind: Kind, force: InForce, language: str) -> str:
    """Why *definition* cannot be put in force, in a sentence; empty when nothing is known against it."""
    if row == NEW and definition.key in force:
        words = QCoreApplication.translate("AlarmConditions", "There is a definition with the key {key} already.")
        return words.format(key=definition.key)
    problems = problems_of(definition, kind)
    if not problems:
        return ""
    if not definition.name.en or not definition.name.vi:
        # Its key is made of the name: nothing else is worth saying before there is one.
        problems = [one for one in problems if one.code == "no_name"]
    return problems_text(problems, kind, language)


def definition_columns(mirror: Mirror, look: Look, kind: Callable[[], str]) -> tuple[Column[DefinitionRow], ...]:
    """*kind* tells the kind whose definitions are shown."""

    def origin(row: DefinitionRow) -> str:
        word = origin_word(row.origin)
        if not row.edited or row.origin is Origin.DRAFT:
            return word
        return QCoreApplication.translate("AlarmConditions", "{origin} · edited").format(origin=word)

    def name(row: DefinitionRow) -> str:
        words = one_line(row.definition.name.in_(look.language), 120)
        return words or QCoreApplication.translate("AlarmConditions", "New definition")

    def enabled(row: DefinitionRow) -> str:
        if row.definition.enabled:
            return QCoreApplication.translate("AlarmConditions", "on")
        return QCoreApplication.translate("AlarmConditions", "off")

    return (
        Column(lambda: QCoreApplication.translate("AlarmConditions", "Name"), name, 120),
        Column(
            lambda: QCoreApplication.translate("AlarmConditions", "Priority"),
            lambda row: priority_word(row.definition.priority),
            124,
            symbol=lambda row: SYMBOLS[row.definition.priority],
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmConditions", "Test"),
            lambda row: condition_text(row.definition.when, mirror.kinds.get(kind()), look.language),
            110,
            grows=True,
        ),
        Column(
            lambda: QCoreApplication.translate("AlarmConditions", "Delays"),
            lambda row: delays_text(row.definition, look.language),
            72,
        ),
        Column(lambda: QCoreApplication.translate("AlarmConditions", "On"), enabled, 42),
        Column(lambda: QCoreApplication.translate("AlarmConditions", "From"), origin, 14),
    )
