"""`controlcenter history` on what is recorded of a point that says words."""

import signal
from pathlib import Path

from controlcenter.cli import main
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.readings import Quality
from controlcenter.settings.profile import DATABASE
from controlcenter.storage import Store
from controlcenter.storage.history.texts import TextChange

FAULT = PointId(DeviceId("site:json_cabinet:TD-1"), "fault")
AT = 1_795_434_127.0


def profile_with_texts(folder: Path, *texts: str) -> Path:
    store = Store.open(folder / DATABASE)
    number = store.series_ids([(FAULT, "raw")])[FAULT]
    store.append_texts([TextChange(number, AT + 60 * n, text, int(Quality.GOOD)) for n, text in enumerate(texts)])
    store.close()
    return folder


def history_of(profile: Path, capsys, *options: str) -> list[str]:
    words = ["history", str(FAULT), "--profile", str(profile), "--from", "2026-11-23T11:43:00+00:00"]
    assert main([*words, "--to", "2026-11-23T12:00:00+00:00", *options]) == 0
    return capsys.readouterr().out.splitlines()


def test_words_are_printed_where_they_changed_led_by_the_one_in_force(tmp_path, capsys):
    lines = history_of(profile_with_texts(tmp_path, "none", "mains_lost", "none"), capsys)
    assert [line.split("  ")[1:] for line in lines] == [["none", "good"], ["mains_lost", "good"], ["none", "good"]]


def test_words_are_rows_of_the_table_too(tmp_path, capsys):
    lines = history_of(profile_with_texts(tmp_path, "none", "door, open"), capsys, "--csv")
    assert lines[0] == "time,value,quality"
    assert [line.split(",", 1)[1] for line in lines[1:]] == ["none,good", '"door, open",good']


def test_a_text_from_the_field_gives_the_terminal_no_orders(tmp_path, capsys):
    (line,) = history_of(profile_with_texts(tmp_path, "a\x1b[2Jb\nc"), capsys)
    assert line.endswith("a·[2Jb·c  good")


def test_a_command_leaves_the_signals_as_it_found_them(tmp_path):
    before = signal.getsignal(signal.SIGPIPE)
    assert main(["history", "bad", "--from", "1h", "--profile", str(tmp_path)]) == 3
    assert signal.getsignal(signal.SIGPIPE) is before
