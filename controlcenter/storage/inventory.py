"""Devices, areas and what was discovered, with the record of who changed what."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from controlcenter.domain.devices import Area, Device, Discovered, Position
from controlcenter.domain.ids import AreaId, DeviceId
from controlcenter.domain.readings import Value
from controlcenter.storage.audit import add_audit_rows, json_text
from controlcenter.storage.database import Database
from controlcenter.storage.errors import StoreDamagedError
from controlcenter.storage.tables import areas, audit, devices, discovered

_T = TypeVar("_T")
_AT_ONCE = 500


class _More(msgspec.Struct, frozen=True, omit_defaults=True):
    options: dict[str, Value] = {}
    tags: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


class AuditRow(msgspec.Struct, frozen=True):
    """Who changed what: ``before`` and ``after`` are JSON, None where there was or is nothing."""

    at: float
    by: str
    what: str
    subject: str
    before: str | None
    after: str | None


_more = msgspec.json.Decoder(_More)
_discovered = msgspec.json.Decoder(Discovered)
_aliases = msgspec.json.Decoder(tuple[str, ...])


class InventoryPart:
    """``load_devices`` … of the store."""

    _db: Database

    def load_devices(self) -> list[Device]:
        """Every device taken in, by id."""
        with self._db.read() as connection:
            rows = connection.execute(select(devices).order_by(devices.c.id)).all()
        return [self._device(row) for row in rows]

    def save_devices(self, changed: Sequence[Device], by: str, at: float) -> None:
        """Store new and edited devices; *by* and *at* go into the audit rows. An unchanged device leaves no row."""
        wanted = {device.id: device for device in changed}
        with self._db.write() as connection:
            before = {device.id: device for device in self._some_devices(connection, list(wanted))}
            new = [device for device in wanted.values() if device.id not in before]
            edited = [d for d in wanted.values() if d.id in before and before[d.id] != d]
            if new:
                connection.execute(insert(devices), [_device_row(device) for device in new])
            if edited:
                rows = [{("key" if k == "id" else k): v for k, v in _device_row(d).items()} for d in edited]
                connection.execute(
                    update(devices)
                    .where(devices.c.id == bindparam("key"))
                    .values({name: bindparam(name) for name in rows[0] if name != "key"}),
                    rows,
                )
            add_audit_rows(connection, "device", by, at, [(d.id, before.get(d.id), d) for d in (*new, *edited)])

    def remove_device(self, device: DeviceId, by: str, at: float) -> None:
        """Forget a device; its history and commands stay. One that is not there changes nothing."""
        with self._db.write() as connection:
            found = self._some_devices(connection, [device])
            if found:
                connection.execute(delete(devices).where(devices.c.id == device))
                add_audit_rows(connection, "device", by, at, [(device, found[0], None)])

    def load_areas(self) -> list[Area]:
        """Every area, by id."""
        with self._db.read() as connection:
            rows = connection.execute(select(areas).order_by(areas.c.id)).all()
        return [self._area(row) for row in rows]

    def save_area(self, area: Area, by: str, at: float) -> Area:
        """Store *area* and return it; id 0 gets a new id."""
        with self._db.write() as connection:
            row = connection.execute(select(areas).where(areas.c.id == area.id)).one_or_none() if area.id else None
            before = None if row is None else self._area(row)
            if not area.id:
                highest: int | None = connection.execute(select(func.max(areas.c.id))).scalar_one()
                area = msgspec.structs.replace(area, id=AreaId((highest or 0) + 1))
            values = {**msgspec.structs.asdict(area), "aliases": json_text(area.aliases)}
            if before is None:
                connection.execute(insert(areas).values(values))
            else:
                connection.execute(update(areas).where(areas.c.id == area.id).values(values))
            if before != area:
                add_audit_rows(connection, "area", by, at, [(str(area.id), before, area)])
        return area

    def load_discovered(self) -> list[Discovered]:
        """Addresses nobody has taken in yet, by id."""
        with self._db.read() as connection:
            rows = connection.execute(select(discovered.c.id, discovered.c.body).order_by(discovered.c.id)).all()
        return [self._decoded(_discovered, row.body, f"discovered {row.id}") for row in rows]

    def save_discovered(self, seen: Sequence[Discovered]) -> None:
        """Store what was seen, in place of what was stored of the same addresses."""
        newest = {one.id: one for one in seen}
        rows = [{"id": one.id, "last_seen": one.last_seen, "body": json_text(one)} for one in newest.values()]
        with self._db.write() as connection:
            _delete(connection, discovered, list(newest))
            if rows:
                connection.execute(insert(discovered), rows)

    def remove_discovered(self, ids: Iterable[DeviceId]) -> None:
        """Take addresses off the discovered list."""
        with self._db.write() as connection:
            _delete(connection, discovered, list(ids))

    def audit_rows(self, subject: str | None = None, limit: int = 100) -> list[AuditRow]:
        """The last changes, newest first, of one device or area or of all."""
        wanted = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if subject is not None:
            wanted = wanted.where(audit.c.subject == subject)
        with self._db.read() as connection:
            rows = connection.execute(wanted).all()
        return [AuditRow(row.at, row.by, row.what, row.subject, row.before, row.after) for row in rows]

    def _some_devices(self, connection: Connection, ids: list[DeviceId]) -> list[Device]:
        found: list[Device] = []
        for start in range(0, len(ids), _AT_ONCE):
            part = select(devices).where(devices.c.id.in_(ids[start : start + _AT_ONCE]))
            found += [self._device(row) for row in connection.execute(part)]
        return found

    def _device(self, row: Row[Any]) -> Device:
        key, site, driver, address, kind, name, area, lon, lat, parent, text = tuple[Any, ...](row)
        more = self._decoded(_more, text, f"device {key}")
        return Device(
            id=key,
            site=site,
            driver=driver,
            address=address,
            kind=kind,
            name=name,
            area=area,
            position=None if lon is None or lat is None else Position(lon, lat),
            parent=parent,
            options=more.options,
            tags=more.tags,
            points=more.points,
            commands=more.commands,
        )

    def _area(self, row: Row[Any]) -> Area:
        aliases = self._decoded(_aliases, row.aliases, f"area {row.id}")
        return Area(AreaId(row.id), row.name, row.parent, row.kind, row.valid_from, row.valid_to, aliases)

    def _decoded(self, decoder: msgspec.json.Decoder[_T], text: str, what: str) -> _T:
        try:
            return decoder.decode(text)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(self._db.place, f"{what}: {error}") from None


def _device_row(device: Device) -> dict[str, Any]:
    position = device.position
    return {
        "id": device.id,
        "site": device.site,
        "driver": device.driver,
        "address": device.address,
        "kind": device.kind,
        "name": device.name,
        "area": device.area,
        "lon": position.lon if position else None,
        "lat": position.lat if position else None,
        "parent": device.parent,
        "more": json_text(_More(device.options, device.tags, device.points, device.commands)),
    }


def _delete(connection: Connection, table: Any, ids: list[DeviceId]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        connection.execute(delete(table).where(table.c.id.in_(ids[start : start + _AT_ONCE])))
