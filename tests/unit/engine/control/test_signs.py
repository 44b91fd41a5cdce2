"""A sign is asked only for what it can and may show."""

import msgspec
import pytest

from controlcenter import places
from controlcenter.engine.control.signs import SignTexts, face_of
from tests.unit.engine.control.conftest import SIGN

BIG = msgspec.structs.replace(SIGN, options={"width": 192, "height": 64, "colour": "rgb", "font": 2})
SMALL = msgspec.structs.replace(SIGN, options={"width": 96, "height": 32})


@pytest.fixture
def texts() -> SignTexts:
    return SignTexts(places.SIGN_FONTS, places.SIGNS)


def test_what_one_sign_shows_another_cannot(texts: SignTexts) -> None:
    text = "[fo2]NGẬP 30 CM[nl]PHÍA TRƯỚC"
    assert texts.check(BIG, text) is None
    refused = texts.check(SMALL, text)
    assert refused is not None
    assert (refused.code, refused.facts) == (
        "does_not_fit", {"problem": "too_many_lines", "px": 32, "page": 0, "line": 1},
    )  # fmt: skip
    unknown = texts.check(BIG, "A[oops]")
    assert unknown is not None
    assert unknown.facts == {"problem": "unknown_tag", "tag": "oops", "position": 1}


def test_what_is_not_shown_is_refused(texts: SignTexts) -> None:
    refused = texts.check(BIG, "KHUYẾN MÃI[nl]HÔM NAY")
    assert refused is not None
    assert (refused.code, refused.facts) == ("forbidden_words", {"words": "KHUYẾN MÃI"})


@pytest.mark.parametrize("options", [{}, {"width": "wide", "height": -4, "colour": 7, "font": True}, {"width": 1e9}])
def test_a_sign_of_unknown_size_is_taken_for_a_usual_one(options: dict[str, object]) -> None:
    face = face_of(msgspec.structs.replace(SIGN, options=options), places.SIGN_FONTS)
    assert (face.width, face.height, face.colour, face.default_font) == (128, 48, "amber", 1)
