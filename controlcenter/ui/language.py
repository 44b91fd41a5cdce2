"""The window's words in the language in force: our translations, and Vietnamese for Qt's own buttons."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from controlcenter.ui.look import Look

_log = logging.getLogger(__name__)

COMPILED = Path(__file__).resolve().parent / "translations"
SOURCE_LANGUAGE = "en"

_QT_IN_VIETNAMESE = {
    "OK": "Đồng ý",
    "&OK": "Đồng ý",
    "Cancel": "Hủy",
    "&Cancel": "Hủy",
    "Close": "Đóng",
    "&Close": "Đóng",
    "Save": "Lưu",
    "&Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Discard": "Bỏ thay đổi",
    "Don't Save": "Không lưu",
    "Help": "Trợ giúp",
    "&Yes": "&Có",
    "Yes": "Có",
    "Yes to &All": "Có &tất cả",
    "&No": "&Không",
    "No": "Không",
    "N&o to All": "Không tất &cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Show Details...": "Xem chi tiết…",
    "Hide Details...": "Ẩn chi tiết…",
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "Cắ&t",
    "&Copy": "&Sao chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Copy &Link Location": "Sao chép địa chỉ &liên kết",
    "&Step up": "&Tăng",
    "Step &down": "&Giảm",
}
"""Qt ships no Vietnamese. Only contexts of Qt itself are answered from here."""
_QT_CONTEXTS = frozenset(
    {
        "QPlatformTheme",
        "QDialogButtonBox",
        "QMessageBox",
        "QLineEdit",
        "QWidgetTextControl",
        "QAbstractSpinBox",
        "QTextControl",
    }
)


class _QtWords(QTranslator):
    """Answers for Qt's own buttons and edit menus; None tells Qt to go on asking."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return _QT_IN_VIETNAMESE.get(source) if context in _QT_CONTEXTS else None

    def isEmpty(self) -> bool:
        return False


class Language(QObject):
    """Installs the translations of ``look.language``. Made before the first widget, it hears a change first."""

    def __init__(self, app: QApplication, look: Look, folder: Path = COMPILED) -> None:
        """*folder* holds ``<language>_<part>.qm``."""
        super().__init__(app)
        self._folder = folder
        self._installed: list[QTranslator] = []
        self._on_language_changed(look.language)
        look.language_changed.connect(self._on_language_changed)

    def _on_language_changed(self, language: str) -> None:
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
        if language == SOURCE_LANGUAGE:
            return
        if language == "vi":
            self._install(_QtWords(self))
        files = sorted(self._folder.glob(f"{language}_*.qm"))
        for path in files:
            translator = QTranslator(self)
            if translator.load(str(path)):
                self._install(translator)
            else:
                _log.warning("%s: not a translation Qt can load", path)
        if not files:
            _log.warning("%s: no translations for %r: the window stays English", self._folder, language)

    def _install(self, translator: QTranslator) -> None:
        QCoreApplication.installTranslator(translator)
        self._installed.append(translator)
