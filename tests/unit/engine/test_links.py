"""Each broker's row: state, rates, losses, silence, and the notices they raise."""

import pytest

from controlcenter.engine.link import LinkChanged, LinkState, Pulse
from controlcenter.engine.links import SILENT_AFTER_S, LinkBook
from controlcenter.engine.notices import NoticeBoard

NOW = 1_795_430_000.0


class OneLink:
    name, site, address = "b", "north", "host:1883"


@pytest.fixture
def board(clock) -> NoticeBoard:
    return NoticeBoard(clock)


@pytest.fixture
def book(board) -> LinkBook:
    book = LinkBook(board)
    book.add(OneLink(), NOW)
    return book


def up(book, at=NOW):
    return book.changed(LinkChanged(0, LinkState.ONLINE, at, protocol="MQTT 5"))


def down(book, code="broker.offline", reason="gone", at=NOW + 5, state=LinkState.OFFLINE):
    return book.changed(LinkChanged(0, state, at, code, reason))


def test_only_a_link_that_was_up_goes_down(book):
    assert not down(book)
    up(book)
    assert down(book)
    assert not down(book)


def test_an_outage_keeps_its_beginning_and_its_reason_while_it_tries_again(book, board):
    up(book)
    down(book, at=NOW + 5)
    book.changed(LinkChanged(0, LinkState.CONNECTING, NOW + 6))
    down(book, at=NOW + 7)
    (status,) = book.statuses()
    assert (status.state, status.since, status.reason) == ("offline", NOW + 5, "gone")
    (notice,) = board.standing()
    assert (notice.code, notice.place, notice.facts["reason"]) == ("broker.offline", "b", "gone")
    up(book)
    assert board.standing() == ()


def test_one_link_has_one_notice_whatever_changes(book, board):
    down(book)
    down(book, "broker.refused", "Not authorized", state=LinkState.REFUSED)
    assert [notice.code for notice in board.standing()] == ["broker.refused"]


def test_the_link_a_device_spoke_through_is_preferred_and_sites_stay_apart(book):
    other, far = OneLink(), OneLink()
    far.site = "south"
    book.add(other, NOW)
    book.add(far, NOW)
    for number in range(3):
        book.changed(LinkChanged(number, LinkState.ONLINE, NOW))
    assert book.online_for("north", 1) is other
    assert book.online_for("north", -1) is book.links[0]
    assert book.online_for("north", 2) is book.links[0], "that one belongs to another site"
    assert book.online_for("west", 0) is None


def test_losses_are_counted_from_the_brokers_own_count(book, board):
    up(book)
    book.pulse(Pulse(0, NOW, lost=100))
    assert book.statuses()[0].lost == 0, "what it lost before we came is not ours"
    book.pulse(Pulse(0, NOW, lost=140))
    assert book.statuses()[0].lost == 40
    assert [notice.code for notice in board.standing()] == ["broker.loss"]


def test_rate_and_silence(book):
    up(book)
    book.measure([500], NOW + 1, 1.0)
    assert (book.statuses()[0].messages_per_s, book.statuses()[0].silent_s) == (500, None)
    book.measure([500], NOW + 2 + SILENT_AFTER_S, 1.0)
    assert book.statuses()[0].silent_s == SILENT_AFTER_S + 1
