"""How the command line and other seats meet the engine on duty: a row asked, a row answered."""

from typing import Any

import msgspec
from sqlalchemy import delete, select, update

from controlcenter.storage.database import Database, new_id
from controlcenter.storage.errors import StoreConflictError, StoreDamagedError
from controlcenter.storage.tables import requests


class Request(msgspec.Struct, frozen=True):
    """Something asked of the engine on duty."""

    id: int
    kind: str
    body: dict[str, Any]
    by: str
    posted_at: float


class Answer(msgspec.Struct, frozen=True):
    """What the engine said: ``answer`` when it did it, ``error`` when it did not."""

    answer: bytes | None
    error: str | None
    answered_at: float


class RequestPart:
    """``post_request`` … of the store."""

    _db: Database
    _posted_here = True
    """A request may wait that ``changed_by_others`` does not tell of."""
    _seen_change: int | None = None

    def post_request(self, kind: str, body: dict[str, Any], by: str, at: float) -> int:
        """Ask the engine on duty for something; returns the number to read the answer by. *body* is plain JSON."""
        values = {"kind": kind, "body": msgspec.json.encode(body).decode(), "by": by, "posted_at": at, "taken": 0}
        with self._db.write() as connection:
            number = new_id(connection, requests, values)
        self._posted_here = True
        return number

    def take_requests(self) -> list[Request]:
        """Requests nobody took yet, oldest first; each is handed out once. Costs microseconds when nothing is new."""
        change = self._db.changed_by_others()
        if change is not None and change == self._seen_change and not self._posted_here:
            return []
        self._posted_here = False
        waiting = select(requests).where(requests.c.taken == 0).order_by(requests.c.id)
        with self._db.read() as connection:
            found = connection.execute(waiting.limit(1)).first() is not None
        rows = []
        if found:
            with self._db.write() as connection:
                rows = list(connection.execute(waiting))
                taken = requests.c.id.in_([row.id for row in rows])
                connection.execute(update(requests).where(taken).values(taken=1))
        # Remembered only now: a failure above must not hide what waits.
        self._seen_change = change
        return [Request(row.id, row.kind, self._body(row.id, row.body), row.by, row.posted_at) for row in rows]

    def answer_request(self, request_id: int, answer: bytes | None, error: str | None, at: float) -> None:
        """Answer a request. Raises StoreConflictError when it is not there any more."""
        change = update(requests).where(requests.c.id == request_id)
        with self._db.write() as connection:
            done = connection.execute(change.values(taken=1, answer=answer, error=error, answered_at=at)).rowcount
            if not done:
                raise StoreConflictError(self._db.place, f"there is no request {request_id}")

    def read_answer(self, request_id: int) -> Answer | None:
        """The answer to a request, None while there is none."""
        with self._db.read() as connection:
            row = connection.execute(select(requests).where(requests.c.id == request_id)).one_or_none()
        if row is None or row.answered_at is None:
            return None
        return Answer(row.answer, row.error, row.answered_at)

    def drop_requests(self, before: float) -> None:
        """Forget requests posted before *before* (s since 1970 UTC), answered or not."""
        with self._db.write() as connection:
            connection.execute(delete(requests).where(requests.c.posted_at < before))

    def _body(self, request_id: int, text: str) -> dict[str, Any]:
        try:
            return msgspec.json.decode(text, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise StoreDamagedError(self._db.place, f"request {request_id}: {error}") from None
