"""Topic patterns: what to subscribe to, which device a topic names, what may be published."""

import pytest

from controlcenter.drivers.topics import Match, TopicError, compile_topic, overlap, refuse_bad_topic


@pytest.mark.parametrize(
    ("pattern", "filter_", "topic", "address"),
    [
        ("env/air/{address}/data", "env/air/+/data", "env/air/a-1/data", "a-1"),
        ("{site}/{address}", "+/+", "north/lamp", "lamp"),
        ("spark/{group}/{address...}", "spark/+/#", "spark/g/node/dev", "node/dev"),
        ("disco/{mac}/config", "disco/+/config", "disco/AA/config", ""),
        ("a.b/{address}", "a.b/+", "a.b/đèn 1", "đèn 1"),
        ("{base}/{address}/x", "city/north/+/x", "city/north/l1/x", "l1"),
    ],
)
def test_a_pattern_subscribes_and_finds_the_address(pattern: str, filter_: str, topic: str, address: str) -> None:
    compiled = compile_topic("r", pattern, {"base": "city/north", "address": "never this"})
    assert compiled.filter == filter_
    assert compiled.match(topic) == Match("r", address)


@pytest.mark.parametrize(
    "topic", ["env/air//data", "env/air/a/b/data", "env/air/a/data/", "env/air/a", "xenv/air/a/data", "env/air/a\n/dat"]
)
def test_other_topics_do_not_match(topic: str) -> None:
    assert compile_topic("r", "env/air/{address}/data").match(topic) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "not a topic"),
        ("a/+/b", "wildcard"),
        ("a/#", "wildcard"),
        ("a/x{address}/b", "alone between slashes"),
        ("a/{Address}", "alone between slashes"),
        ("{address}/{address}", "twice"),
        ("{address...}/x", "at the end only"),
        ("a\0b", "not a topic"),
    ],
)
def test_wrong_patterns_are_refused(pattern: str, words: str) -> None:
    with pytest.raises(TopicError, match=words):
        compile_topic("r", pattern)


@pytest.mark.parametrize("topic", ["", "a/+", "a/#", "a\0", "a/\ud800", "$SYS/x", "x" * 70000])
def test_topics_that_may_not_be_published_to(topic: str) -> None:
    with pytest.raises(TopicError):
        refuse_bad_topic(topic)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a/+/b", "a/+/c", False),
        ("a/+/b", "a/x/b", True),
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/+", "a", False),
        ("a/+", "a/+/b", False),
        ("+/b", "a/+", True),
    ],
)
def test_overlap_of_filters(one: str, other: str, both: bool) -> None:
    assert overlap(one, other) is both
    assert overlap(other, one) is both
