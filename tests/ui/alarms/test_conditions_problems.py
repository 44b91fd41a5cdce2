"""What is wrong with a definition is said in the reader's language, with the names the form has."""

import pytest
from PySide6.QtWidgets import QApplication

from controlcenter.domain.conditions import AlarmDefinition, DeviationTest, LimitTest, RateTest, Side, StateTest, Test
from controlcenter.domain.conditions_check import ENGLISH, Problem, problems_of
from controlcenter.domain.words import Text
from controlcenter.engine.alarms.refusals import BadDefinitionError
from controlcenter.ui.alarms.conditions_problems import problem_text, refusal_text
from controlcenter.ui.language import Language
from controlcenter.ui.look import Look
from tests.support import city as made

GAUGE = made.KINDS["water_gauge"]
FACTS = {
    "key": "A b", "field": "limit", "value": "x", "known": "a, b", "seconds": 700_000.0, "most": 604_800.0, "count": 0,
    "point": "level", "kind": "water_gauge", "type": "number", "types": "bool or enum", "deadband": 5.0, "limit": 2.5,
}  # fmt: skip


@pytest.mark.parametrize("code", ENGLISH)
def test_every_problem_has_words_in_both_languages(qapp: QApplication, look: Look, code: str) -> None:
    language = Language(qapp, look)
    problem = Problem(code, FACTS)
    english = problem_text(problem, GAUGE, "en")
    look.use_language("vi")
    vietnamese = problem_text(problem, GAUGE, "vi")
    look.use_language("en")
    language.deleteLater()
    assert english
    assert vietnamese != english
    assert "{" not in english + vietnamese


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (
            DeviationTest("level", 1.0, set_point=0.0, deadband=2.0),
            "The deadband 2 must be below the limit 1, or the alarm would never clear.",
        ),
        (RateTest("level", 1.0, 0.0), "“Within” must be above 0."),
        (LimitTest("depth", Side.HIGH, 1.0), "Point: devices of this kind have no point depth."),
        (LimitTest("fault", Side.HIGH, 1.0), "Point: Fault reports given words; this test needs numbers."),
        (StateTest("fault", ()), "Values: choose at least one."),
    ],
)
def test_problems_name_fields_and_points_as_the_form_does(look: Look, test: Test, words: str) -> None:
    (problem,) = problems_of(AlarmDefinition("c", Text("C", "C"), test), GAUGE)
    assert problem_text(problem, GAUGE, "en") == words


def test_a_refusal_of_the_engine_is_translated_where_it_names_problems(look: Look) -> None:
    problems = problems_of(AlarmDefinition("c", Text("C", "C"), StateTest("fault", ()), on_delay_s=-1.0), GAUGE)
    error = BadDefinitionError(problems)
    assert str(error) == "on_delay_s is -1; must be 0 to 604800 s; values is empty"
    assert refusal_text(error, GAUGE, "en") == "On-delay: -1 s is not between 0 and 7 d. Values: choose at least one."
