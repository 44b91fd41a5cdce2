import pytest

from controlcenter.demo.mqtt import header, publication, published, split


@pytest.mark.parametrize("size", [0, 1, 100, 124, 125, 126, 16_380, 16_383, 300_000])
@pytest.mark.parametrize("retain", [False, True])
def test_publications_of_any_length_come_apart_as_they_were_put_together(size, retain):
    payload = b"x" * size
    (packet,) = split(bytearray(publication(header("a"), payload, retain)))
    assert published(packet) == ("a", payload, None)
    assert bool(packet.flags & 1) is retain


def test_half_a_packet_waits_for_its_other_half():
    whole = publication(header("một/hai"), b"y" * 200)
    buffer = bytearray()
    for at in range(len(whole) - 1):
        buffer.append(whole[at])
        assert list(split(buffer)) == []
    buffer.append(whole[-1])
    assert [published(packet)[0] for packet in split(buffer)] == ["một/hai"]
    assert not buffer


def test_the_packet_id_of_qos_1_is_read():
    packet = b"\x32\x07\x00\x01a\x12\x34ok"
    assert [published(each) for each in split(bytearray(packet))] == [("a", b"ok", 0x1234)]
