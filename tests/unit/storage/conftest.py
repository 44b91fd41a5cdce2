"""A store in a file of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from controlcenter.storage import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "controlcenter.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with_file = Store.open(path, busy_s=0.2)
    yield with_file
    with_file.close()
