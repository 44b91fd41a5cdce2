"""What the library says where there is nothing yet, and the keys that only some panes know."""

from PySide6.QtCore import QCoreApplication


def hint_words(sort: str) -> tuple[str, str, str]:
    """Title, sentence and action for a *sort* without documents."""
    if sort == "scene":
        return (
            QCoreApplication.translate("Library", "No scenes yet"),
            QCoreApplication.translate(
                "Library",
                "A scene sets many devices at once: for flood on Nguyễn Huệ street signs warn, lamps shine in full, "
                "sirens stand ready.",
            ),
            QCoreApplication.translate("Library", "Begin with this example"),
        )
    if sort == "snapshot":
        return (
            QCoreApplication.translate("Library", "No snapshots yet"),
            QCoreApplication.translate(
                "Library",
                "A snapshot keeps what devices are set to now. Later it is compared with what they report, and brought "
                "back, whole or in part.",
            ),
            QCoreApplication.translate("Library", "Take one…"),
        )
    return (
        QCoreApplication.translate("Library", "No groups yet"),
        QCoreApplication.translate(
            "Library",
            "A group is a name for devices: a list, a rule that new devices fall under by themselves, or both. Boards, "
            "scenes and plans command it as one.",
        ),
        QCoreApplication.translate("Library", "New group…"),
    )
