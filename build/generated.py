"""Check that every generated file in the tree is what its generator makes today.

Usage: python build/generated.py

Each row names what is generated and how to make it again; a check returns the problems it found, one line each.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "build")]

Check = Callable[[], Iterable[str]]


def translations_fresh() -> Iterable[str]:
    import translations

    return [problem for part in translations.NAMES for problem in translations.check(part)]


def demo_map_fresh() -> Iterable[str]:
    from controlcenter.demo import town

    return [] if town.is_fresh() else ["the demo city's base map is not what its generator makes: see demo/town.py"]


def sounds_fresh() -> Iterable[str]:
    import sounds

    return sounds.check()


def sign_fonts_fresh() -> Iterable[str]:
    import sign_fonts

    return sign_fonts.check()


CHECKS: tuple[tuple[str, Check], ...] = (
    ("translations", translations_fresh),
    ("demo city's base map", demo_map_fresh),
    ("sounds", sounds_fresh),
    ("sign fonts", sign_fonts_fresh),
)


def main() -> int:
    problems = [f"{name}: {problem}" for name, check in CHECKS for problem in check()]
    print("\n".join(problems) or "generated files are fresh")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
