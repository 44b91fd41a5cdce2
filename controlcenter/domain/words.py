"""Words that come as data, in every language of the window."""

import msgspec


class Text(msgspec.Struct, frozen=True):
    """The same words in the languages of the window."""

    en: str
    vi: str

    def in_(self, language: str) -> str:
        return self.vi if language == "vi" else self.en


NO_TEXT = Text("", "")
