"""Plans in words: actions, moments, days, and what is wrong with one."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.plans import Origin, PlanAction, Rule, Wanted, level_of
from controlcenter.domain.plans_check import Problem
from controlcenter.domain.sun import SunEvent
from controlcenter.ui.control.plans.days_line import days_line
from controlcenter.ui.words import count_text


def action_text(action: PlanAction, language: str) -> str:
    """``off``, ``on``, ``60 %``, or the command as it is called."""
    if action.command == "turn_off":
        return QCoreApplication.translate("Plans", "off")
    if action.command == "turn_on":
        return QCoreApplication.translate("Plans", "on")
    level = level_of(action)
    return action.command if level is None else f"{count_text(level, language)} %"


def hours_text(at: float, zone: ZoneInfo) -> str:
    """Local ``HH:MM``, to the nearest minute."""
    return datetime.fromtimestamp(at + 30.0, UTC).astimezone(zone).strftime("%H:%M")


def sun_word(event: SunEvent) -> str:
    return {
        SunEvent.DAWN: QCoreApplication.translate("Plans", "Dawn"),
        SunEvent.SUNRISE: QCoreApplication.translate("Plans", "Sunrise"),
        SunEvent.SUNSET: QCoreApplication.translate("Plans", "Sunset"),
        SunEvent.DUSK: QCoreApplication.translate("Plans", "Dusk"),
    }[event]


def force_text(wanted: Wanted | None, language: str, zone: ZoneInfo) -> str:
    """``60 % since 22:30 until 05:10``."""
    if wanted is None:
        return QCoreApplication.translate("Plans", "asks for nothing now")
    words = QCoreApplication.translate("Plans", "{what} since {since} until {until}")
    return words.format(
        what=action_text(wanted.action, language),
        since=hours_text(wanted.since, zone),
        until=hours_text(wanted.until, zone),
    )


def origin_text(origin: Origin) -> str:
    """Which profile and rule ask for it."""
    if origin.rule is None:
        return QCoreApplication.translate("Plans", "{profile} · other days").format(profile=origin.profile)
    name = origin.rule_name or QCoreApplication.translate("Plans", "rule {number}").format(number=origin.rule + 1)
    return f"{origin.profile} · {name}"


def weekday_words() -> tuple[str, ...]:
    """Monday first."""
    return (
        QCoreApplication.translate("Plans", "Mon"),
        QCoreApplication.translate("Plans", "Tue"),
        QCoreApplication.translate("Plans", "Wed"),
        QCoreApplication.translate("Plans", "Thu"),
        QCoreApplication.translate("Plans", "Fri"),
        QCoreApplication.translate("Plans", "Sat"),
        QCoreApplication.translate("Plans", "Sun"),
    )


def days_text(rule: Rule) -> str:
    """On which days the rule stands."""
    days = rule.days
    words = weekday_words()
    parts = [days_line(days)] if days_line(days) else []
    if days.holidays:
        parts.append(QCoreApplication.translate("Plans", "exception days"))
    weekdays = " ".join(words[day - 1] for day in days.weekdays if 1 <= day <= 7)
    text = ", ".join(parts)
    if not text:
        return weekdays or QCoreApplication.translate("Plans", "every day")
    return f"{weekdays}: {text}" if weekdays else text


def profile_text(name: str) -> str:
    return name or QCoreApplication.translate("Plans", "leave the lamps alone")


_PROBLEMS: dict[str, Callable[[], str]] = {
    "no_devices": lambda: QCoreApplication.translate("Plans", "The plan names no devices."),
    "no_profile": lambda: QCoreApplication.translate("Plans", "The plan has no programme."),
    "profile_unnamed": lambda: QCoreApplication.translate("Plans", "The programme needs a name."),
    "profile_twice": lambda: QCoreApplication.translate("Plans", "Two programmes are called “{name}”."),
    "no_steps": lambda: QCoreApplication.translate("Plans", "“{profile}” has no steps."),
    "too_many": lambda: QCoreApplication.translate("Plans", "More than {most} steps."),
    "unknown_profile": lambda: QCoreApplication.translate("Plans", "There is no programme “{profile}”."),
    "no_time": lambda: QCoreApplication.translate("Plans", "The step has no time."),
    "two_times": lambda: QCoreApplication.translate("Plans", "The step has a clock time and a sun time."),
    "bad_clock": lambda: QCoreApplication.translate("Plans", "“{text}” is no time from 00:00 to 23:59."),
    "bad_offset": lambda: QCoreApplication.translate("Plans", "More than {most} minutes from the sun's time."),
    "offset_without_sun": lambda: QCoreApplication.translate("Plans", "Minutes are added to sun times only."),
    "bounds_without_sun": lambda: QCoreApplication.translate("Plans", "Bounds are for sun times only."),
    "bounds_crossed": lambda: QCoreApplication.translate("Plans", "“Not before” is later than “not after”."),
    "out_of_order": lambda: QCoreApplication.translate(
        "Plans", "Comes before the step above it: the day's order counts."
    ),
    "off_with_level": lambda: QCoreApplication.translate("Plans", "Off takes no level: leave it empty, or choose on."),
    "bad_level": lambda: QCoreApplication.translate("Plans", "A level is 1 to 100 %."),
    "unknown_command": lambda: QCoreApplication.translate("Plans", "The devices do not know “{command}”."),
    "bad_argument": lambda: QCoreApplication.translate("Plans", "“{argument}” will not do for {command}."),
    "bad_weekday": lambda: QCoreApplication.translate("Plans", "{weekday} is no day of the week."),
    "bad_range": lambda: QCoreApplication.translate("Plans", "{first} is after {last}."),
    "bad_day": lambda: QCoreApplication.translate("Plans", "“{text}” is no day of the year."),
    "never_used": lambda: QCoreApplication.translate("Plans", "No rule uses “{profile}”."),
    "unreachable": lambda: QCoreApplication.translate("Plans", "A rule above means every day: this one never counts."),
}


def problem_text(problem: Problem) -> str:
    """What is wrong, in words; an unknown code as it is."""
    words = _PROBLEMS.get(problem.code)
    return problem.code if words is None else words().format(**problem.facts)
