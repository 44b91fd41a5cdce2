"""Numbers for points: what samples are stored under."""

from collections.abc import Iterable

from sqlalchemy import func, insert, select, update

from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.storage.database import Database
from controlcenter.storage.tables import series

_FEW = 20


class SeriesPart:
    """``series_ids`` … of the store."""

    _db: Database
    _known: dict[PointId, tuple[int, str]] | None = None

    def series_ids(self, points: Iterable[tuple[PointId, str]]) -> dict[PointId, int]:
        """The numbers of points given with their retention class; new points get one, a changed class is stored."""
        wanted = dict(points)
        known = self._load_series() if self._known is None else self._known
        new = [point for point in wanted if point not in known]
        moved = [point for point in wanted if point in known and known[point][1] != wanted[point]]
        added: dict[PointId, tuple[int, str]] = {}
        if new or moved:
            with self._db.write() as connection:
                highest: int | None = connection.execute(select(func.max(series.c.id))).scalar_one()
                for number, point in enumerate(new, (highest or 0) + 1):
                    added[point] = (number, wanted[point])
                for point in moved:
                    added[point] = (known[point][0], wanted[point])
                    change = update(series).where(series.c.id == known[point][0])
                    connection.execute(change.values(retention=wanted[point]))
                rows = [{"id": added[p][0], "device": p.device, "key": p.key, "retention": added[p][1]} for p in new]
                if rows:
                    connection.execute(insert(series), rows)
        # Remembered after the commit only: a number that was rolled back must not be used.
        known.update(added)
        self._known = known
        return {point: known[point][0] for point in wanted}

    def find_series(self, points: Iterable[PointId]) -> dict[PointId, int]:
        """The numbers of those *points* that have any history; writes nothing."""
        wanted = set(points)
        known = self._known or {}
        missing = wanted - known.keys()
        if len(missing) > _FEW:
            known = {**known, **self._load_series()}
            missing = set()
        found = {point: known[point][0] for point in wanted if point in known}
        if missing:
            # Asked for one by one: in a big city loading all of them takes a tenth of a second.
            with self._db.read() as connection:
                for point in missing:
                    this = (series.c.device == point.device) & (series.c.key == point.key)
                    number = connection.execute(select(series.c.id).where(this)).scalar_one_or_none()
                    if number is not None:
                        found[point] = number
        return found

    def series_points(self) -> list[PointId]:
        """Every point that has a history."""
        return sorted(self._load_series())

    def _load_series(self) -> dict[PointId, tuple[int, str]]:
        with self._db.read() as connection:
            rows = connection.execute(select(series)).all()
        return {PointId(DeviceId(row.device), row.key): (row.id, row.retention) for row in rows}
