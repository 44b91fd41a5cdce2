"""The drivers in docs/writing-a-driver.md work as printed, and are as short as promised."""

import re
from pathlib import Path

import msgspec
import pytest

from controlcenter import places
from controlcenter.domain.kinds import Kind
from controlcenter.drivers import units
from controlcenter.drivers.check import check_folder
from controlcenter.drivers.imports import import_problems
from controlcenter.drivers.kinds import extend_kinds

DOC = places.ROOT / "docs" / "writing-a-driver.md"
_BLOCK = re.compile(r"^`plugins/([^`]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)

FILES = dict(_BLOCK.findall(DOC.read_text(encoding="utf-8")))
DRIVERS = sorted({path.partition("/")[0] for path in FILES})


def test_the_page_shows_one_driver_in_data_and_one_in_python() -> None:
    assert DRIVERS == ["byte_gauge", "park_lamp"]
    assert "byte_gauge/__init__.py" in FILES
    assert "park_lamp/__init__.py" not in FILES


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_driver_of_the_page_works_as_printed(driver: str, tmp_path: Path, kinds: dict[str, Kind]) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / driver / "README.md").write_text("# As printed\n")
    problems = check_folder(tmp_path / driver, kinds)
    assert [str(problem) for problem in problems if "µs" not in problem.message] == []


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_driver_of_the_page_has_fewer_than_fifty_lines(driver: str) -> None:
    written = [text for path, text in FILES.items() if path.startswith(f"{driver}/") and "samples" not in path]
    lines = [line for text in written for line in text.splitlines() if line.strip()]
    assert len(lines) < 50


def test_the_page_names_every_unit_that_is_turned() -> None:
    listed = next(line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("Units that"))
    assert [pair for pair in units.KNOWN if not all(unit in listed for unit in pair)] == []


ALARM = re.compile(r"^```toml\n((?:id = \"streetlight\"|\[alarms\.).*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("page", "kind", "alarm"),
    [("alarms.md", "air_station", "pm25_high"), ("writing-a-driver.md", "streetlight", "tilted")],
)
def test_an_alarm_of_the_pages_can_be_added_as_printed(
    page: str, kind: str, alarm: str, tmp_path: Path, kinds: dict[str, Kind]
) -> None:
    (printed,) = ALARM.findall((DOC.parent / page).read_text(encoding="utf-8"))
    (tmp_path / "more.toml").write_text(
        printed if printed.startswith("id") else f'id = "{kind}"\n{printed}', encoding="utf-8"
    )
    bare = {**kinds, kind: msgspec.structs.replace(kinds[kind], alarms={})}
    assert list(extend_kinds(bare, tmp_path)[kind].alarms) == [alarm]


def test_the_panel_of_the_page_may_be_loaded(tmp_path: Path) -> None:
    text = DOC.read_text(encoding="utf-8").partition("## A panel of its own")[2]
    (tmp_path / "panel.py").write_text(text.partition("```python\n")[2].partition("```")[0], encoding="utf-8")
    assert list(import_problems(tmp_path)) == []
