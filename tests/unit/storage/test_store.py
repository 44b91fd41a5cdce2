"""Opening: fresh, again, damaged, locked, read-only, newer."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId, DeviceId, PointId
from controlcenter.storage import Store, StoreError
from controlcenter.storage.errors import StoreDamagedError, StoreLockedError, StoreNewerError, StoreReadOnlyError
from controlcenter.storage.migrate import HEAD
from controlcenter.storage.tables import metadata


def fill(path: Path) -> int:
    """A closed store of some hundred kilobytes; returns the number of a series in it."""
    store = Store.open(path)
    number = store.series_ids([(PointId(DeviceId("a:b:c"), "level"), "measure")])[PointId(DeviceId("a:b:c"), "level")]
    for start in range(0, 50_000, 10_000):
        times = [float(start + i) for i in range(10_000)]
        store.append_journal([number] * 10_000, times, [(t * 7919) % 1009 / 7 for t in times], [0] * 10_000)
        store.save_area(Area(AreaId(0), f"Ward {start}"), "me", 1.0)
    store.seal()
    store.close()
    return number


def test_a_fresh_store_is_empty_and_keeps_what_it_is_given(path: Path) -> None:
    store = Store.open(path)
    assert store.load_devices() == []
    assert store.engine_seen() is None
    store.set_meta("city", "Cần Thơ")
    store.close()
    again = Store.open(str(path))
    assert again.get_meta("city") == "Cần Thơ"
    assert again.get_meta("country") is None
    assert again.place == str(path)
    again.close()


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new" / "profile" / "controlcenter.sqlite")
    store.set_meta("a", "b")
    store.set_meta("a", "c")
    assert store.get_meta("a") == "c"
    store.close()


def test_a_url_opens_the_same_file(path: Path) -> None:
    fill(path)
    store = Store.open(f"sqlite:///{path}")
    assert len(store.load_areas()) == 5
    store.close()


def test_the_file_is_in_wal_mode(path: Path, store: Store) -> None:
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


def test_a_closed_store_says_so(path: Path) -> None:
    store = Store.open(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.load_devices()
    with pytest.raises(StoreError, match="the store is closed"):
        store.set_meta("a", "b")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\0" * 5000, "does not begin as one"),
        (b"not a database at all", "does not begin as one"),
        (b"SQLite format 3\0" + b"\xff" * 200, "header"),
        (b"SQLite format 3\0", "header"),
    ],
)
def test_a_file_that_is_no_database_is_left_as_it_is(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match=words) as caught:
        Store.open(path)
    assert caught.value.code == "store.damaged"
    assert str(path) in str(caught.value)
    assert "move it aside" in str(caught.value)
    assert path.read_bytes() == content


def test_a_garbage_header_is_damage(path: Path) -> None:
    fill(path)
    with path.open("r+b") as file:
        file.write(os.urandom(100))
    with pytest.raises(StoreDamagedError):
        Store.open(path)


def test_a_file_that_lost_its_end_is_damage(path: Path) -> None:
    fill(path)
    whole = path.stat().st_size
    os.truncate(path, whole // 2)
    with pytest.raises(StoreDamagedError, match="the file ends after"):
        Store.open(path)
    assert path.stat().st_size == whole // 2


def test_a_hole_in_the_middle_is_damage(path: Path) -> None:
    fill(path)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (size - 8192))
    with pytest.raises(StoreDamagedError):
        Store.open(path)


def test_damage_found_while_reading_is_told_as_such(path: Path) -> None:
    number = fill(path)
    store = Store.open(path)
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE chunk_data SET data = CAST(substr(data, 1, 40) || x'00ff00ff' AS BLOB) WHERE id = 3")
    raw.close()
    with pytest.raises(StoreDamagedError, match="series 1: the check sum does not match"):
        store.read(number, 0, 1e6)
    assert len(store.read(number, 0, 500).times) == 500
    store.close()


def test_moving_aside_makes_room_for_a_fresh_one(path: Path) -> None:
    path.write_bytes(b"rubbish")
    path.with_name(f"{path.name}-wal").write_bytes(b"more")
    now = datetime(2026, 11, 23, 20, 5, 7, tzinfo=UTC)
    aside = Store.move_aside(path, now)
    assert aside.name == "controlcenter.sqlite.damaged-20261123-200507"
    assert aside.read_bytes() == b"rubbish"
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"more"
    store = Store.open(path)
    assert store.load_devices() == []
    store.close()
    second = Store.move_aside(path, now)
    assert second.name == "controlcenter.sqlite.damaged-20261123-200507-2"
    assert aside.read_bytes() == b"rubbish"


def test_another_programs_database_is_not_touched(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(StoreDamagedError, match="another program's tables"):
        Store.open(path)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()


def test_a_newer_schema_is_refused(path: Path) -> None:
    fill(path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    with pytest.raises(StoreNewerError, match=f"its schema is 9999, this program knows up to {HEAD}") as caught:
        Store.open(path)
    assert caught.value.code == "store.newer"


def test_a_locked_file_says_so_and_nothing_is_half_written(path: Path, store: Store) -> None:
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLockedError) as caught:
        store.save_area(Area(AreaId(0), "Ward"), "me", 1.0)
    assert caught.value.code == "store.locked"
    assert str(path) in str(caught.value)
    assert store.load_areas() == []
    other.rollback()
    other.close()
    store.save_area(Area(AreaId(0), "Ward"), "me", 1.0)
    assert [area.name for area in store.load_areas()] == ["Ward"]


def test_opening_waits_no_longer_than_told_for_an_exclusive_lock(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("CREATE TABLE t (a)")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreLockedError):
        Store.open(path, busy_s=0.05)
    other.close()


def test_a_connection_that_may_not_write_says_so(store: Store) -> None:
    # What SQLite itself answers for a file on a read-only disk.
    with store._db._write_lock:
        store._db._raw_writer().execute("PRAGMA query_only=ON")
    with pytest.raises(StoreReadOnlyError) as caught:
        store.set_meta("a", "b")
    assert caught.value.code == "store.readonly"


OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from controlcenter.storage import Store, StoreError
Store.open(Path(sys.argv[2])).close()
if os.getuid() == 0:
    os.setuid(65534)
try:
    store = Store.open(Path(sys.argv[1]))
    store.set_meta("a", "b")
except StoreError as error:
    print(error.code)
"""


@pytest.mark.parametrize("exists", [True, False])
def test_a_folder_nobody_may_write_to_is_told_as_read_only(tmp_path: Path, exists: bool) -> None:
    folder = Path("/tmp") / f"controlcenter-test-{os.getpid()}-{exists}"
    folder.mkdir()
    try:
        if exists:
            fill(folder / "c.sqlite")
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
        command = [sys.executable, "-c", OPEN_AS_NOBODY, str(folder / "c.sqlite"), str(tmp_path / "warm.sqlite")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=Path.cwd())
        assert (done.stdout.split(), done.stderr) == (["store.readonly"], "")
    finally:
        folder.chmod(stat.S_IRWXU)
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_a_store_another_process_uses_can_be_opened_beside_it(path: Path, store: Store) -> None:
    store.set_meta("a", "b")
    beside = Store.open(path)
    assert beside.get_meta("a") == "b"
    beside.close()


def test_migrations_make_what_the_tables_say(path: Path) -> None:
    Store.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_head_in_the_code_is_the_head_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", "controlcenter/storage/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_every_table_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        assert made.lstrip().startswith(f"CREATE TABLE {table.name}")
        assert "WITHOUT ROWID" not in made
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))
    assert "BIGSERIAL" in str(CreateTable(metadata.tables["commands"]).compile(dialect=dialect))
