"""Real plugin folders in tmp_path; kinds from the shipped resources."""

from collections.abc import Callable
from pathlib import Path

import pytest

from controlcenter import places
from controlcenter.domain.kinds import Kind
from controlcenter.drivers.kinds import load_kinds

MakePlugin = Callable[..., Path]

AIR = """\
id = "{id}"
name = "Test"
version = "1"
api = 1
kind = "air_station"
description = "For tests"
decoder = "json"

[topics]
data = "t/{address}/data"

[decode.data]
points = [{ key = "pm25", path = "pm" }]
"""

SAMPLE = """\
[[messages]]
topic = "t/a1/data"
payload = '{"pm":5}'
expect = { address = "a1", readings = { pm25 = 5 } }
"""


@pytest.fixture(scope="session")
def kinds() -> dict[str, Kind]:
    return load_kinds(places.RESOURCES / "kinds")


@pytest.fixture
def make_plugin(tmp_path: Path) -> MakePlugin:
    """Write a plugin folder; ``{id}`` in the toml becomes its name."""

    def make(
        name: str = "probe",
        toml: str = AIR,
        python: str | None = None,
        sample: str | None = SAMPLE,
        parent: str = "plugins",
        files: dict[str, str] | None = None,
    ) -> Path:
        folder = tmp_path / parent / name
        (folder / "samples").mkdir(parents=True)
        (folder / "driver.toml").write_text(toml.replace("{id}", name), encoding="utf-8")
        (folder / "README.md").write_text("# Test\n", encoding="utf-8")
        if python is not None:
            (folder / "__init__.py").write_text(python, encoding="utf-8")
        if sample is not None:
            (folder / "samples" / "one.toml").write_text(sample, encoding="utf-8")
        for path, text in (files or {}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    return make
