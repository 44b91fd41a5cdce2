"""What the shell can do: menu entries, shortcuts and what the finder lists, from one table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from controlcenter.ui.finder import FinderAction
    from controlcenter.ui.window import MainWindow

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""Each in its own words, whatever language is in force."""


class _Row(msgspec.Struct, frozen=True):
    action: QAction
    title: Callable[[], str]
    checked: Callable[[], bool] | None = None


class ShellActions(QObject):
    """Makes the actions of *window*, fills its header's menu, and keeps their words and ticks right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rows: list[_Row] = []
        self._make_pages()
        self._make_views()

    def findable(self) -> list[FinderAction]:
        """Everything that can be run by typing its name."""
        from controlcenter.ui.finder import FinderAction

        note = QCoreApplication.translate("Shell", "action")
        page = QCoreApplication.translate("Shell", "page")
        found = []
        for row in self._rows:
            kind = page if row.action.data() == "page" else note
            shortcut = row.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            found.append(FinderAction(row.title(), kind, shortcut, row.action.trigger))
        return found

    def offer(self, rows: Sequence[tuple[Callable[[], str], Callable[[], None]]]) -> None:
        """Add titles and what they run to the foot of the menu and to the finder."""
        menu = self._window.header.menu
        menu.addSeparator()
        for title, run in rows:
            menu.addAction(self._add(title, run))
        self.retranslate()

    def retranslate(self) -> None:
        for row in self._rows:
            row.action.setText(row.title().replace("&", "&&"))
        self.sync()

    def sync(self) -> None:
        """Put the ticks where they belong."""
        for row in self._rows:
            if row.checked is not None:
                row.action.setChecked(row.checked())

    def _add(
        self,
        title: Callable[[], str],
        run: Callable[[], None],
        shortcut: str = "",
        checked: Callable[[], bool] | None = None,
        kind: str = "",
    ) -> QAction:
        action = QAction(self._window)
        action.setData(kind)
        action.setCheckable(checked is not None)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda: self._run(run))
        self._window.addAction(action)
        self._rows.append(_Row(action, title, checked))
        return action

    def _run(self, run: Callable[[], None]) -> None:
        run()
        self.sync()

    def _make_pages(self) -> None:
        for number, (page, spec) in enumerate(self._window.host.specs.items(), 1):
            self._add(spec.title, partial(self._window.open_page, page), f"Ctrl+{number}", kind="page")

    def _make_views(self) -> None:
        window, look, menu = self._window, self._window.look, self._window.header.menu
        self._add(lambda: QCoreApplication.translate("Shell", "Find…"), self._on_find, "Ctrl+K")
        self._add(
            lambda: QCoreApplication.translate("Shell", "Acknowledge the alarm in the strip"),
            window.attention.strip.acknowledge,
            "F8",
        )
        self._add(
            lambda: QCoreApplication.translate("Shell", "Silence the alarms"), window.attention.sounds.silence, "F9"
        )
        self._add(lambda: QCoreApplication.translate("Shell", "Sounds of alarms…"), window.attention.open_choices)
        for name in look.themes:
            menu.addAction(
                self._add(
                    partial(theme_title, name),
                    partial(look.use_theme, name),
                    checked=partial(self._is_theme, name),
                )
            )
        menu.addSeparator()
        for language, title in LANGUAGE_NAMES.items():
            menu.addAction(
                self._add(
                    partial(str, title),
                    partial(look.use_language, language),
                    checked=partial(self._is_language, language),
                )
            )
        menu.addSeparator()
        menu.addAction(
            self._add(
                lambda: QCoreApplication.translate("Shell", "Page in its own window"),
                self._on_tear_off,
                "Ctrl+Shift+T",
                lambda: window.host.current in window.host.torn,
            )
        )
        menu.addAction(
            self._add(
                lambda: QCoreApplication.translate("Shell", "Full screen"),
                lambda: window.set_full_screen(not window.isFullScreen()),
                "F11",
                window.isFullScreen,
            )
        )
        menu.addAction(
            self._add(
                lambda: QCoreApplication.translate("Shell", "Wall mode"),
                lambda: window.set_wall(not window.wall),
                "Ctrl+Shift+W",
                lambda: window.wall,
            )
        )

    def _is_theme(self, name: str) -> bool:
        return self._window.look.theme.name == name

    def _is_language(self, language: str) -> bool:
        return self._window.look.language == language

    def _on_find(self) -> None:
        self._window.finder.open()

    def _on_tear_off(self) -> None:
        host = self._window.host
        if host.current in host.torn:
            host.take_back(host.current)
        else:
            host.tear_off(host.current)


def theme_title(name: str) -> str:
    """The words for a theme; one a site added has its file's name."""
    if name == "night":
        return QCoreApplication.translate("Shell", "Night theme")
    if name == "day":
        return QCoreApplication.translate("Shell", "Day theme")
    return name
