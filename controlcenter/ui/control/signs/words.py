"""What a sign makes of a text, in words."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.signs.advice import forbidden_in
from controlcenter.domain.signs.multi import MultiError, parse, plain
from controlcenter.domain.signs.render import Problem
from controlcenter.ui.control.signs.faces import Verdict, sign_words

_PROBLEMS: dict[str, Callable[[], str]] = {
    "unknown_tag": lambda: QCoreApplication.translate("Signs", "the tag [{tag}] is not known"),
    "bad_value": lambda: QCoreApplication.translate("Signs", "the tag [{tag}] has a value that is not allowed"),
    "unclosed_tag": lambda: QCoreApplication.translate("Signs", "a tag is not closed: ] is missing"),
    "stray_bracket": lambda: QCoreApplication.translate("Signs", "a ] without a tag: write ]] for the bracket itself"),
    "too_long": lambda: QCoreApplication.translate("Signs", "more than {most} characters"),
    "too_many_pages": lambda: QCoreApplication.translate("Signs", "more than {most} pages"),
    "control_character": lambda: QCoreApplication.translate("Signs", "the character {letter} cannot be shown"),
    "line_too_long": lambda: QCoreApplication.translate("Signs", "line {line} too long by {px} px"),
    "too_many_lines": lambda: QCoreApplication.translate("Signs", "too many lines: {px} px too high"),
    "no_glyph": lambda: QCoreApplication.translate("Signs", "line {line}: the font has no “{letter}”"),
    "no_font": lambda: QCoreApplication.translate("Signs", "the sign has no font {font}"),
    "colour": lambda: QCoreApplication.translate("Signs", "line {line}: the sign has no colour {colour}"),
    "outside": lambda: QCoreApplication.translate("Signs", "the rectangle {rectangle} reaches off the sign"),
}


def problem_text(problem: Problem) -> str:
    """``line 1 too long by 14 px``, with the page when it is not the first."""
    known = _PROBLEMS.get(problem.code)
    facts = {key: str(value) for key, value in problem.facts.items()}
    facts["line"] = str((problem.line or 0) + 1)
    text = known().format_map(_Facts(facts)) if known is not None else problem.code
    if problem.page:
        return QCoreApplication.translate("Signs", "page {page}, {problem}").format(page=problem.page + 1, problem=text)
    return text


class _Facts(dict[str, str]):
    """A fact that was not given is left open."""

    def __missing__(self, _key: str) -> str:
        return "?"


def verdict_text(verdict: Verdict) -> str:
    """``fits``, ``fits, 2 pages`` or what is wrong."""
    if verdict.problem is not None:
        return problem_text(verdict.problem)
    if verdict.pages > 1:
        return QCoreApplication.translate("Signs", "fits, {count} pages").format(count=verdict.pages)
    return QCoreApplication.translate("Signs", "fits")


def longest_text(verdict: Verdict, width: int) -> str:
    """``longest line 166 of 192 px``."""
    words = QCoreApplication.translate("Signs", "longest line {px} of {width} px")
    return words.format(px=verdict.longest_px, width=width)


def forbidden_words(multi: str) -> tuple[str, ...]:
    """Words of *multi* that must not be shown; none when it cannot be read."""
    try:
        words = plain(parse(multi))
    except MultiError:
        return ()
    return tuple(dict.fromkeys(place.word for place in forbidden_in(words, sign_words().forbidden)))


def plain_text(multi: str) -> str:
    """The words of *multi*; itself when it cannot be read."""
    try:
        return plain(parse(multi))
    except MultiError:
        return multi
