"""The plan a new one begins with: a night as most streets have it."""

from controlcenter.domain.documents import Document
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action, sun
from controlcenter.domain.selections import Query, Selection
from controlcenter.domain.sun import SunEvent
from controlcenter.domain.words import Text

EVERY_NIGHT = Text("Every night", "Mọi đêm")


def evening_plan(language: str) -> Document:
    """On at sunset, 60 % from 22:30, full again at 04:30, off at sunrise."""
    steps = (
        Step(sun(SunEvent.SUNSET), lamp_action(True)),
        Step(clock("22:30"), lamp_action(True, 60)),
        Step(clock("04:30"), lamp_action(True)),
        Step(sun(SunEvent.SUNRISE), lamp_action(False)),
    )
    name = EVERY_NIGHT.in_(language)
    selection = Selection(query=Query(kinds=("streetlight",)))
    return Document(DocumentId(0), "", Plan(selection, (Profile(name, steps),), default_profile=name))
