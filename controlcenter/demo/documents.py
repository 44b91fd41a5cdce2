"""What operators of the demo town have defined: groups, a scene, sign messages, a plan that waits to be tried."""

from pathlib import Path

from controlcenter.demo.inventory import Inventory
from controlcenter.domain.commands import Source
from controlcenter.domain.documents import Body, Document, Group, Scene, SignText
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.orders import Action
from controlcenter.domain.plans import Plan, Profile, Step, clock, lamp_action, sun
from controlcenter.domain.selections import Query, Selection
from controlcenter.domain.sun import SunEvent
from controlcenter.drivers.sign_words import load_library

STREET = "Nguyễn Huệ"
_NIGHT = Profile(
    "Đêm thường",
    (
        Step(sun(SunEvent.SUNSET, 10), lamp_action(True, 100)),
        Step(clock("22:30"), lamp_action(True, 60)),
        Step(clock("04:30"), lamp_action(True, 80)),
        Step(sun(SunEvent.SUNRISE, -10), lamp_action(False)),
    ),
)


def make_documents(inventory: Inventory, signs: Path, by: str, at: float) -> list[Document]:
    """Documents without numbers yet; *signs* is the folder of the shipped library."""
    lamps = Query(kinds=("streetlight",))
    quarter = next((area for area in inventory.areas if area.parent is not None), None)
    bodies: list[tuple[str, Body]] = [
        (f"Đèn đường {STREET}", Group(Selection(query=Query(kinds=("streetlight",), text=STREET)))),
        ("Tất cả biển báo", Group(Selection(query=Query(kinds=("sign",))))),
        ("Tất cả còi báo động", Group(Selection(query=Query(kinds=("siren",))))),
        (f"Ngập đường {STREET}", _flood()),
        # Not in force: the demo's evening is made up, and the plan goes by the real sun.
        (
            "Chiếu sáng ban đêm (mẫu)",
            Plan(Selection(query=lamps), (_NIGHT,), default_profile=_NIGHT.name, enabled=False),
        ),
    ]
    if quarter is not None:
        bodies.append(
            (f"Đèn {quarter.name}", Group(Selection(query=Query(kinds=("streetlight",), areas=(quarter.id,)))))
        )
    bodies += [(text.name, SignText(text.category, text.multi, text.minutes)) for text in load_library(signs)]
    return [Document(DocumentId(0), name, body, at, by) for name, body in bodies]


def _example(lamps: Query) -> Plan:
    return Plan(Selection(query=lamps), (_NIGHT,), default_profile=_NIGHT.name, enabled=False)


def _flood() -> Scene:
    """Signs warn, lamps burn fully, sirens stand ready."""
    text = "[jp3][fo1]NGẬP 30 CM[nl]ĐI CHẬM"
    actions = (
        Action(Selection(query=Query(kinds=("sign",))), "show", {"multi": text, "priority": "incident"}),
        Action(Selection(query=Query(kinds=("streetlight",), text=STREET)), "dim", {"level": 100}),
        Action(Selection(query=Query(kinds=("siren",))), "arm", {}),
    )
    return Scene(actions, Source.INCIDENT, 120, f"Nước lên trên đường {STREET}: báo biển, bật sáng đèn, còi sẵn sàng.")
