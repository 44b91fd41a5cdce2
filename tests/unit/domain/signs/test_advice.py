"""Shorter words are offered where they stand; forbidden ones are found however they are written."""

import unicodedata

from controlcenter.domain.signs.advice import Suggestion, forbidden_in, suggestions

SHORT = {"PHÍA TRƯỚC": "P.TRƯỚC", "QUỐC LỘ": "QL", "QUỐC LỘ MỘT": "QL1"}


def test_the_longest_word_is_offered_where_it_stands() -> None:
    assert suggestions("Quốc lộ một ngập phía trước", SHORT) == (
        Suggestion(0, 11, "Quốc lộ một", "QL1"),
        Suggestion(17, 27, "phía trước", "P.TRƯỚC"),
    )
    assert suggestions("QUỐC LỘT", SHORT) == ()


def test_forbidden_words_are_whole_words_with_their_accents() -> None:
    words = ("NGU", "CÁ ĐỘ")
    assert [place.word for place in forbidden_in("Nhà cá độ, ngu", words)] == ["cá độ", "ngu"]
    assert forbidden_in("NGUY HIỂM, NGƯ DÂN, CA DO", words) == ()


def test_accents_written_apart_are_found_where_they_stand() -> None:
    text = unicodedata.normalize("NFD", "Cấm cá độ")
    (place,) = forbidden_in(text, ("CÁ ĐỘ",))
    assert unicodedata.normalize("NFC", text[place.start : place.end]) == "cá độ"
    assert forbidden_in(unicodedata.normalize("NFD", "NGỪ"), ("NGU",)) == ()
