"""From the roles of a theme to a QPalette, and the contrast of two colours."""

from PySide6.QtGui import QColor, QPalette

from controlcenter.ui.look import Theme

_Role = QPalette.ColorRole
_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (_Role.Window, "window"),
    (_Role.WindowText, "text"),
    (_Role.Base, "panel"),
    (_Role.AlternateBase, "window"),
    (_Role.Text, "text"),
    (_Role.PlaceholderText, "muted"),
    (_Role.Button, "raised"),
    (_Role.ButtonText, "text"),
    (_Role.BrightText, "text"),
    (_Role.ToolTipBase, "raised"),
    (_Role.ToolTipText, "text"),
    (_Role.Highlight, "selection"),
    (_Role.HighlightedText, "text"),
    (_Role.Accent, "accent"),
    (_Role.Link, "accent"),
    (_Role.LinkVisited, "accent"),
    (_Role.Light, "raised"),
    (_Role.Midlight, "raised"),
    (_Role.Mid, "line"),
    (_Role.Dark, "line"),
    (_Role.Shadow, "shadow"),
)


def palette_of(theme: Theme) -> QPalette:
    """The whole palette of *theme*; disabled texts are muted."""
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, theme.color(name))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("muted"))
    return palette


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours, 1…21, after WCAG 2.2."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def readable_on(ground: QColor, theme: Theme) -> QColor:
    """The darkest or the lightest role of *theme*, whichever reads better on *ground*."""
    return max((theme.color("text"), theme.color("window")), key=lambda ink: contrast(ink, ground))


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """*share* (0…1) of *one* laid over *other*."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * rest,
        one.greenF() * share + other.greenF() * rest,
        one.blueF() * share + other.blueF() * rest,
    )


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())
