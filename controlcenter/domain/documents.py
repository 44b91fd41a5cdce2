"""What operators define and name: groups, scenes, snapshots, sign messages, plans."""

import msgspec

from controlcenter.domain.commands import Source
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.orders import Action
from controlcenter.domain.plans import Plan
from controlcenter.domain.readings import Value
from controlcenter.domain.selections import Selection


class Group(msgspec.Struct, frozen=True, tag="group"):
    """Devices under one name: a list, a living query, or both."""

    selection: Selection


class Scene(msgspec.Struct, frozen=True, tag="scene"):
    """Many devices set at once: signs, lamps, sirens."""

    actions: tuple[Action, ...]
    source: Source = Source.INCIDENT
    minutes: int | None = None
    """How long it lasts; None: until it is released."""
    description: str = ""


class Snapshot(msgspec.Struct, frozen=True, tag="snapshot"):
    """Set-points as they were reported at one moment, by device and point."""

    taken_at: float
    by: str
    values: dict[DeviceId, dict[str, Value]]


class SignText(msgspec.Struct, frozen=True, tag="sign_text"):
    """A message of the library; its text is MULTI (NTCIP 1203)."""

    category: str
    multi: str
    minutes: int | None = None
    """How long it is usually shown."""


Body = Group | Scene | Snapshot | SignText | Plan


class Document(msgspec.Struct, frozen=True):
    """A named definition. ``id`` 0 asks for a new one."""

    id: DocumentId
    name: str
    body: Body
    changed_at: float = 0.0
    changed_by: str = ""

    @property
    def kind(self) -> str:
        """``group``, ``scene``, ``snapshot``, ``sign_text`` or ``plan``: the name the store keeps it under."""
        return str(self.body.__struct_config__.tag)
