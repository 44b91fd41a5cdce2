"""The documents of the city in memory, and whom a selection means now."""

from collections.abc import Iterable, Sequence

from controlcenter.domain.documents import Document, Group
from controlcenter.domain.ids import DeviceId, DocumentId
from controlcenter.domain.selections import Selection, find
from controlcenter.engine.inventory import Inventory

MOST_NESTED = 8
"""Groups within groups within groups; a ring of groups ends here."""


class DocumentBook:
    """Owned by the engine and used on its loop only."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._held: dict[DocumentId, Document] = {}
        self._changed: dict[DocumentId, Document] = {}
        self._removed: list[DocumentId] = []

    def load(self, documents: Iterable[Document]) -> None:
        self._held = {document.id: document for document in documents}

    def put(self, document: Document) -> None:
        self._held[document.id] = self._changed[document.id] = document

    def remove(self, document: DocumentId) -> None:
        self._held.pop(document, None)
        self._changed.pop(document, None)
        self._removed.append(document)

    def get(self, document: DocumentId) -> Document | None:
        return self._held.get(document)

    def all(self) -> tuple[Document, ...]:
        return tuple(self._held.values())

    def take_changed(self, first: bool) -> tuple[tuple[Document, ...], tuple[DocumentId, ...]]:
        """Documents that changed and those that are no more; all of them the *first* time."""
        changed, self._changed = self._changed, {}
        removed, self._removed = self._removed, []
        return (self.all() if first else tuple(changed.values())), tuple(removed)

    def devices_of(self, selection: Selection) -> list[DeviceId]:
        """Everybody *selection* means now, each once; devices that are named stay even when nobody knows them."""
        return list(dict.fromkeys(self._members(selection, 0)))

    def _members(self, selection: Selection, depth: int) -> Iterable[DeviceId]:
        yield from selection.devices
        if selection.query is not None and not selection.query.empty:
            yield from find(selection.query, self._inventory.devices.values(), self._inventory.areas)
        for number in selection.groups:
            document = self._held.get(number)
            if document is not None and isinstance(document.body, Group) and depth < MOST_NESTED:
                yield from self._members(document.body.selection, depth + 1)

    def unknown_groups(self, selections: Iterable[Selection]) -> Sequence[DocumentId]:
        """Groups that are named and are not there."""
        named = {number for selection in selections for number in selection.groups}
        groups = {document.id for document in self._held.values() if isinstance(document.body, Group)}
        return sorted(named - groups)
