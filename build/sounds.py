"""The tones of alarms: our own, made of sines, one pattern and pitch for each priority.

Usage: python build/sounds.py          write resources/sounds/*.wav
       python build/sounds.py check    say which of them are not what this makes

After the patterns of IEC 60601-1-8: the more urgent, the more pulses, the faster and the higher. Each pulse has a
fundamental and three harmonics, so that it is located by ear and heard on small speakers, and soft edges.
"""

import sys
import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE_HZ = 22_050
LONGEST_S = 2.0
PEAK = 0.6
EDGE_S = 0.02
HARMONICS = (1.0, 0.45, 0.25, 0.12)
TONES: dict[str, tuple[tuple[float, float, float], ...]] = {
    # Fundamental in Hz, length and the silence after it in s.
    "critical": (
        *((880.0, 0.11, 0.07), (880.0, 0.11, 0.07), (880.0, 0.11, 0.24)),
        *((988.0, 0.11, 0.07), (988.0, 0.16, 0.04)),
    ),
    "high": ((587.0, 0.16, 0.09), (659.0, 0.16, 0.09), (784.0, 0.24, 0.04)),
    "medium": ((523.0, 0.22, 0.16), (440.0, 0.28, 0.04)),
    "low": ((349.0, 0.4, 0.04),),
}

Samples = npt.NDArray[np.int16]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments:
        problems = list(check())
        print("\n".join(problems) or "sounds are fresh")
        return 1 if problems else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, pulses in TONES.items():
        write(path_of(name), made(pulses))
    return 0


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.wav"


def check() -> Iterator[str]:
    """Lines naming the files that are missing or differ; one step of a sample is another machine's sine."""
    for name, pulses in TONES.items():
        wanted, path = made(pulses), path_of(name)
        held = read(path) if path.exists() else np.zeros(0, np.int16)
        if len(held) != len(wanted) or np.abs(held.astype(int) - wanted.astype(int)).max() > 1:
            yield f"resources/sounds/{path.name}: stale: run python build/sounds.py"


def made(pulses: Sequence[tuple[float, float, float]]) -> Samples:
    """Samples (n,) of one tone."""
    parts = [part for pitch, length, pause in pulses for part in (pulse(pitch, length), np.zeros(int(pause * RATE_HZ)))]
    whole = np.concatenate(parts)
    if len(whole) > LONGEST_S * RATE_HZ:
        raise ValueError(f"a tone of {len(whole) / RATE_HZ:.2f} s is longer than {LONGEST_S} s")
    return np.rint(whole / np.abs(whole).max() * PEAK * 32767).astype(np.int16)


def pulse(pitch: float, length: float) -> npt.NDArray[np.float64]:
    times = np.arange(int(length * RATE_HZ)) / RATE_HZ
    wave_ = sum(
        (share * np.sin(2 * np.pi * pitch * number * times) for number, share in enumerate(HARMONICS, 1)),
        np.zeros(len(times)),
    )
    edge = np.clip(np.minimum(times, length - times) / EDGE_S, 0.0, 1.0)
    return wave_ * (0.5 - 0.5 * np.cos(np.pi * edge))


def write(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.astype("<i2").tobytes())


def read(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int16)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
