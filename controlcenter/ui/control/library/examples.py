"""A scene to begin with: what a flooded street needs, as far as this city has the kinds of devices for it."""

from controlcenter.domain.commands import Source
from controlcenter.domain.documents import Document, Scene
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.orders import Action
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Query, Selection
from controlcenter.domain.words import Text
from controlcenter.ui.mirror import Mirror

STREET = "Nguyễn Huệ"
NAME = Text("Flood on Nguyễn Huệ street", "Ngập đường Nguyễn Huệ")
DESCRIPTION = Text(
    "Signs warn and send traffic round, lamps shine in full, sirens stand ready",
    "Biển báo cảnh báo và hướng dẫn đi vòng, đèn sáng tối đa, còi sẵn sàng",
)
MESSAGE = "NGẬP SÂU[nl]ĐI ĐƯỜNG KHÁC"
_WANTED: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("sign", "show", {"multi": MESSAGE, "priority": "incident", "duration_s": 0}),
    ("streetlight", "dim", {"level": 100}),
    ("siren", "arm", {}),
)


def flood_scene(mirror: Mirror, language: str) -> Document:
    """A new scene for the street of the example; the operator puts the own street in its place."""
    actions = []
    for kind_id, command_key, arguments in _WANTED:
        kind = mirror.kinds.get(kind_id)
        command = kind.commands.get(command_key) if kind else None
        if command is not None:
            known = {argument.key for argument in command.arguments}
            given = {key: value for key, value in arguments.items() if key in known}
            selection = Selection(query=Query(kinds=(kind_id,), text=STREET))
            actions.append(Action(selection, command_key, given))
    body = Scene(tuple(actions), Source.INCIDENT, 120, DESCRIPTION.in_(language))
    return Document(DocumentId(0), NAME.in_(language), body)
