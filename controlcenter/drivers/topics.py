"""Topic patterns such as ``env/air/{address}/data``: what to subscribe to and what a topic says."""

import re
from collections.abc import Mapping

import msgspec

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(\.\.\.)?\}")


class TopicError(ValueError):
    """A pattern or a topic is not allowed; the text says why."""


class Match(msgspec.Struct, frozen=True):
    """Which of a driver's topics it is, and the device it names (empty where the pattern has no ``{address}``)."""

    route: str
    address: str


class TopicPattern(msgspec.Struct, frozen=True):
    """A compiled pattern: ``filter`` for the broker, ``expression`` for topics that come."""

    route: str
    text: str
    filter: str
    expression: re.Pattern[str]

    def match(self, topic: str) -> Match | None:
        """The address in *topic*, or None when it is another topic."""
        found = self.expression.fullmatch(topic)
        if found is None:
            return None
        return Match(self.route, found.groupdict().get("address", ""))


def compile_topic(route: str, text: str, settings: Mapping[str, object] | None = None) -> TopicPattern:
    """Compile *text*; a placeholder named like one of *settings* is filled in first. Raises TopicError."""
    filled = _fill(text, settings or {})
    if not filled or "\0" in filled or len(filled.encode()) > 65535:
        raise TopicError(f"{text!r} is not a topic")
    levels = filled.split("/")
    names: set[str] = set()
    filters: list[str] = []
    expressions: list[str] = []
    for position, level in enumerate(levels):
        placeholder = _PLACEHOLDER.fullmatch(level)
        if placeholder is None:
            _refuse_literal(text, level)
            filters.append(level)
            expressions.append(re.escape(level))
            continue
        name, many = placeholder.group(1), bool(placeholder.group(2))
        if name in names:
            raise TopicError(f"{text!r} has {{{name}}} twice")
        if many and position != len(levels) - 1:
            raise TopicError(f"{text!r}: {level} may stand at the end only")
        names.add(name)
        filters.append("#" if many else "+")
        expressions.append(f"(?P<{name}>.+)" if many else f"(?P<{name}>[^/]+)")
    return TopicPattern(route, text, "/".join(filters), re.compile("/".join(expressions), re.DOTALL))


def _fill(text: str, settings: Mapping[str, object]) -> str:
    def replacement(found: re.Match[str]) -> str:
        name = found.group(1)
        return str(settings[name]) if name != "address" and name in settings else found.group(0)

    return _PLACEHOLDER.sub(replacement, text)


def _refuse_literal(text: str, level: str) -> None:
    if "+" in level or "#" in level:
        raise TopicError(f"{text!r} holds a wildcard; write {{address}} or another {{name}} for a whole level")
    if "{" in level or "}" in level:
        raise TopicError(f"{text!r}: {level!r} must be a {{name}} alone between slashes")


def refuse_bad_topic(topic: str) -> None:
    """Raise TopicError unless *topic* may be published to: no wildcard, no NUL, not empty, not a broker's own."""
    if not topic or len(topic.encode("utf-8", "surrogatepass")) > 65535:
        raise TopicError("the topic is empty or too long")
    if "+" in topic or "#" in topic:
        raise TopicError(f"topic {topic!r} holds a wildcard")
    if "\0" in topic or any("\ud800" <= letter <= "\udfff" for letter in topic):
        raise TopicError(f"topic {topic!r} holds a character MQTT does not carry")
    if topic.startswith("$"):
        raise TopicError(f"topic {topic!r} belongs to the broker")


def overlap(one: str, other: str) -> bool:
    """Whether a topic can match both filters."""
    ours, theirs = one.split("/"), other.split("/")
    for mine, yours in zip(ours, theirs, strict=False):
        if "#" in (mine, yours):
            return True
        if mine != yours and "+" not in (mine, yours):
            return False
    # "a/#" matches "a" as well.
    longer = ours if len(ours) > len(theirs) else theirs
    return len(ours) == len(theirs) or longer[min(len(ours), len(theirs)) :] == ["#"]
