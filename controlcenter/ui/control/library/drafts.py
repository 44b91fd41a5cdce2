"""Documents as they are being edited, apart from those in force."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from controlcenter.domain.documents import Body, Document, Group, Scene, Snapshot
from controlcenter.domain.ids import DocumentId
from controlcenter.domain.selections import Selection

NEW = DocumentId(0)
Key = tuple[type[Body], DocumentId]

BLANKS: Mapping[type[Body], Callable[[], Document]] = {
    Group: lambda: Document(NEW, "", Group(Selection())),
    Scene: lambda: Document(NEW, "", Scene(())),
    Snapshot: lambda: Document(NEW, "", Snapshot(0.0, "", {})),
}


class Drafts:
    """At most one edit of each document, and one new document of each sort."""

    def __init__(self, held: Mapping[DocumentId, Document]) -> None:
        """*held*: the documents in force, read anew each time."""
        self._held = held
        self._edited: dict[Key, Document] = {}
        self._answered: dict[DocumentId, Document] = {}

    def get(self, body: type[Body], number: DocumentId) -> Document | None:
        """As edited, else as in force."""
        edited = self._edited.get((body, number))
        if edited is not None:
            return edited
        found = self._answered.get(number) or self._held.get(number)
        return found if found is not None and isinstance(found.body, body) else None

    def edited(self, document: Document) -> bool:
        return (type(document.body), document.id) in self._edited

    def documents(self, body: type[Body]) -> list[Document]:
        """The one being made first, then the others by name, each as edited."""
        known = {**self._held, **self._answered}
        mine = [self.get(body, number) or document for number, document in known.items() if _is(document, body)]
        mine.sort(key=lambda document: (document.name.casefold(), document.id))
        new = self._edited.get((body, NEW))
        return [new, *mine] if new is not None else mine

    def put(self, document: Document) -> None:
        """Keep *document* as edited, unless it says again what is in force."""
        key = (type(document.body), document.id)
        held = self._answered.get(document.id) or self._held.get(document.id)
        if held is not None and (held.name, held.body) == (document.name, document.body):
            self._edited.pop(key, None)
        else:
            self._edited[key] = document

    def begin(self, blank: Document) -> Document:
        """The new document of its sort, *blank* if none is begun."""
        return self._edited.setdefault((type(blank.body), NEW), blank)

    def discard(self, document: Document) -> None:
        self._edited.pop((type(document.body), document.id), None)

    def answer(self, asked: Document, stored: Document) -> None:
        """The engine stored *asked* as *stored*: shown until it arrives with the changes."""
        self.discard(asked)
        self._answered[stored.id] = stored

    def arrived(self, changed: tuple[Document, ...], gone: tuple[DocumentId, ...]) -> None:
        for document in changed:
            self._answered.pop(document.id, None)
        for number in gone:
            self._answered.pop(number, None)
            self._edited = {key: value for key, value in self._edited.items() if key[1] != number}


def _is(document: Document, body: type[Body]) -> bool:
    return isinstance(document.body, body)


def copy_of(document: Document) -> Document:
    """A new document with the same body."""
    name = QCoreApplication.translate("Library", "{name} (copy)").format(name=document.name)
    return replace(document, id=NEW, name=name, changed_at=0.0, changed_by="")
