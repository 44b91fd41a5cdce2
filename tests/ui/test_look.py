"""Theme and language are switched while the window runs."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from controlcenter import places
from controlcenter.ui.language import COMPILED, Language
from controlcenter.ui.look import Look, load_theme
from controlcenter.ui.style import Style
from controlcenter.ui.words import age_text


@pytest.fixture
def plain(qapp: QApplication):
    """The application as it was, after the test."""
    palette, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_a_theme_is_told_once_and_not_when_it_is_in_force_already(look: Look) -> None:
    told = []
    look.theme_changed.connect(lambda theme: told.append(theme.name))
    look.use_theme("day")
    look.use_theme("day")
    assert told == ["day"]


def test_an_unknown_theme_leaves_the_one_in_force(look: Look) -> None:
    with pytest.raises(KeyError):
        look.use_theme("dusk")
    assert look.theme.name == "night"


def test_the_application_takes_on_the_theme_before_widgets_hear_of_it(plain: QApplication, look: Look) -> None:
    style = Style(plain, look, places.THEMES / "window.qss")
    seen = []
    look.theme_changed.connect(lambda theme: seen.append(plain.palette().window().color().name()))
    look.use_theme("day")
    assert seen == [look.color("window").name()]
    style.deleteLater()


def test_words_change_before_widgets_hear_of_the_language(qapp: QApplication, look: Look) -> None:
    language = Language(qapp, look)
    seen = []
    look.language_changed.connect(lambda _: seen.append(age_text(5)))
    look.use_language("vi")
    look.use_language("en")
    assert seen == ["5 giây", "5 s"]
    language.deleteLater()


def test_qt_s_own_buttons_speak_vietnamese(qtbot, qapp: QApplication, look: Look) -> None:
    language = Language(qapp, look)
    look.use_language("vi")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    texts = {button.text().replace("&", "") for button in box.buttons()}
    look.use_language("en")
    assert texts == {"Hủy", "Lưu"}
    assert QCoreApplication.translate("Shell", "Cancel") == "Cancel"
    language.deleteLater()


def test_a_missing_translation_is_logged_and_leaves_english(qapp, look: Look, tmp_path: Path, caplog) -> None:
    language = Language(qapp, look, tmp_path)
    look.use_language("vi")
    assert age_text(5) == "5 s"
    assert str(tmp_path) in caplog.text
    look.use_language("en")
    language.deleteLater()


def test_a_broken_translation_is_logged_by_name(qapp, look: Look, tmp_path: Path, caplog) -> None:
    (tmp_path / "vi_shell.qm").write_bytes(b"not a translation")
    language = Language(qapp, look, tmp_path)
    look.use_language("vi")
    assert "vi_shell.qm" in caplog.text
    look.use_language("en")
    language.deleteLater()


def test_the_shell_ships_its_vietnamese() -> None:
    assert (COMPILED / "vi_shell.qm").is_file()


def test_a_remembered_theme_or_language_that_is_gone_is_logged_and_replaced(look: Look, caplog) -> None:
    themes = {name: load_theme(places.THEMES / f"{name}.toml") for name in look.themes}
    other = Look(themes, "dusk", "xx")
    assert other.theme.name in themes and other.language == "en"
    assert "'dusk'" in caplog.text and "'xx'" in caplog.text
