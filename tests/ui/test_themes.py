"""Both themes are complete and readable; figures are of one width."""

import string
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from controlcenter import places
from controlcenter.ui.figures import FontFormatError, with_tabular_figures
from controlcenter.ui.look import ROLES, ThemeError, load_theme, load_themes
from controlcenter.ui.palette import contrast, palette_of, readable_on
from controlcenter.ui.style import base_font, sheet_colors
from controlcenter.ui.widgets.symbols import PRIORITIES, ROLE_OF, Symbol

THEMES = load_themes(places.THEMES)
GROUNDS = ("window", "panel", "raised")
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)


def test_there_is_one_for_night_and_one_for_day() -> None:
    assert THEMES["night"].dark and not THEMES["day"].dark


@each_theme
@pytest.mark.parametrize("ground", [*GROUNDS, "selection"])
@pytest.mark.parametrize("ink", ["text", "muted"])
def test_text_reads_on_its_ground(theme, ground, ink) -> None:
    assert contrast(theme.color(ink), theme.color(ground)) >= 4.5


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("symbol", Symbol)
def test_symbols_stand_out_from_their_ground(theme, ground, symbol) -> None:
    assert contrast(theme.color(ROLE_OF[symbol]), theme.color(ground)) >= 3.0


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
def test_links_and_focus_read_on_their_ground(theme, ground) -> None:
    assert contrast(theme.color("accent"), theme.color(ground)) >= 4.5


@each_theme
@pytest.mark.parametrize("symbol", PRIORITIES)
def test_a_count_reads_on_its_shape(theme, symbol) -> None:
    ground = theme.color(ROLE_OF[symbol])
    assert contrast(readable_on(ground, theme), ground) >= 3.0


@each_theme
def test_texts_on_shades_of_the_sheet_read(theme) -> None:
    shades = sheet_colors(theme)
    for shade in ("hover", "primary"):
        assert contrast(theme.color("text"), QColor(shades[shade])) >= 4.5, shade


@each_theme
def test_the_sheet_names_no_colour_a_theme_does_not_have(theme) -> None:
    sheet = string.Template((places.THEMES / "window.qss").read_text(encoding="utf-8"))
    assert "$" not in sheet.substitute(sheet_colors(theme))


def test_the_sheet_holds_no_colour_of_its_own() -> None:
    assert "#" not in (places.THEMES / "window.qss").read_text(encoding="utf-8")


@each_theme
def test_the_palette_is_the_theme_s(theme) -> None:
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Base) == theme.color("panel")
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme.color("muted")


@pytest.mark.parametrize(("one", "other", "ratio"), [("black", "white", 21.0), ("white", "white", 1.0)])
def test_contrast(one, other, ratio) -> None:
    assert contrast(QColor(one), QColor(other)) == pytest.approx(ratio)


_WHOLE = "dark = true\n[roles]\n" + "".join(f'{role} = "#123456"\n' for role in ROLES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_WHOLE.replace("accent =", "akcent ="), "roles: accent missing"),
        (_WHOLE.replace('text = "#123456"', 'text = "#12345"'), "roles.text: '#12345' is not a colour"),
        (_WHOLE.replace("dark = true", 'dark = "yes"'), "dark"),
        ("dark = ", "Invalid value"),
    ],
)
def test_a_broken_theme_is_refused_by_name(tmp_path: Path, text, said) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ThemeError) as refused:
        load_theme(path)
    assert "broken.toml" in str(refused.value) and said in str(refused.value)


def test_a_folder_without_themes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="no theme"):
        load_themes(tmp_path)


def test_figures_are_of_one_width_and_keep_it_beside_each_other(qapp: QApplication) -> None:
    metrics = QFontMetricsF(base_font())
    assert metrics.horizontalAdvance("17:41:14") == metrics.horizontalAdvance("20:00:00")
    assert len({metrics.horizontalAdvance(figure) for figure in string.digits}) == 1


@pytest.mark.parametrize("letters", ["ĂÂĐÊÔƠƯăâđêôơư", "ếềểễệốồổỗộứừửữựạặẩ", "µ³°·—…›"])
def test_the_font_has_every_letter_the_window_writes(qapp: QApplication, letters) -> None:
    font = QRawFont.fromFont(base_font())
    assert [letter for letter in letters if not font.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("font", [b"", b"OTTO", b"\x00\x01\x00\x00", b"\x00\x01\x00\x00\x00\x09" + b"\0" * 40])
def test_what_is_no_font_is_refused(font) -> None:
    with pytest.raises(FontFormatError):
        with_tabular_figures(font)
