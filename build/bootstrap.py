#!/usr/bin/env python3
"""Make this checkout ready to run or to test: system libraries, virtual environment, dependencies, bytecode.

Usage: python3 build/bootstrap.py [run | test]

Standard library only, and it must at least start on an old Python to say that a newer one is needed.
A second run finds its stamp and ends at once.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "build" / "requirements.lock"
OLDEST = (3, 11)
INTERPRETERS = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")

# Shared library -> Debian package. What Qt needs to draw offscreen, then what it needs on an X11 screen besides.
LIBRARIES = (
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
)
# Program -> Debian package, for the tests alone.
TEST_PROGRAMS = (("mosquitto", "mosquitto"), ("mosquitto_pub", "mosquitto-clients"), ("Xvfb", "xvfb"))


class SetupError(Exception):
    """Setting up cannot go on; the text says what is missing and what to type."""


def main(arguments):
    purpose = arguments[0] if arguments else "run"
    if purpose not in ("run", "test"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        prepare(purpose)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def prepare(purpose):
    """Bring system, environment and bytecode up to date for *purpose*."""
    system_stamp = VENV / f".system-{purpose}"
    packages_stamp = VENV / ".packages"
    state = fingerprint()
    if read(packages_stamp) == state and system_stamp.exists():
        return
    python = find_python()
    install_system(missing_system(purpose, python))
    if read(packages_stamp) != state:
        make_environment(python)
        install_packages()
        compile_bytecode()
        packages_stamp.write_text(state, encoding="utf-8")
    system_stamp.touch()


def fingerprint():
    """A digest of everything the environment is made from; another one means it must be made again."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (Path(__file__), ROOT / "pyproject.toml", LOCK):
        digest.update(path.read_bytes() if path.exists() else b"-")
    return digest.hexdigest()


def read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def find_python():
    """The first interpreter on the path that is new enough, this one before others."""
    if sys.version_info >= OLDEST and sys.prefix == sys.base_prefix:
        return sys.executable
    test = f"import sys; sys.exit(sys.version_info < {OLDEST!r} or sys.prefix != sys.base_prefix)"
    for name in INTERPRETERS:
        found = shutil.which(name)
        if found and subprocess.call([found, "-c", test]) == 0:
            return found
    raise SetupError(
        f"Control Center needs Python {OLDEST[0]}.{OLDEST[1]} or newer; none was found (this one is "
        f"{sys.version_info[0]}.{sys.version_info[1]}). On Debian 12 or newer:\n"
        "  sudo apt-get install python3 python3-venv"
    )


def missing_system(purpose, python):
    """Debian packages that have to be installed first, in a stable order."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in LIBRARIES if not loads(library)]
    if not (
        VENV_PYTHON.exists()
        or subprocess.call([python, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL) == 0
    ):
        version = subprocess.check_output(
            [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True
        )
        missing.append(f"python{version.strip()}-venv")
    if purpose == "test":
        places = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
        missing += [package for program, package in TEST_PROGRAMS if not shutil.which(program, path=places)]
    return missing


def loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system(packages):
    """Install *packages* through apt where that is allowed; raises SetupError with the command where it is not."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    advice = f"  sudo apt-get update && sudo {' '.join(command)}"
    if not shutil.which("apt-get"):
        raise SetupError(
            f"System packages are missing (Debian's names): {' '.join(packages)}\n"
            "Install them with this system's package manager and try again. On Debian or Ubuntu:\n" + advice
        )
    prefix = administrator_prefix()
    if prefix is None:
        raise SetupError(f"System packages are missing: {' '.join(packages)}\nInstall them and try again:\n{advice}")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in (["apt-get", "update", "-qq"], command):
        if subprocess.call([*prefix, *step], env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr) != 0:
            raise SetupError(f"apt-get failed. Install the packages by hand and try again:\n{advice}")


def administrator_prefix():
    """What to put before a command to run it as root without a question; None when that cannot be done."""
    if os.geteuid() == 0:
        return []
    # DEBIAN_FRONTEND must survive sudo's clean environment.
    prefix = ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return prefix
    return None


def make_environment(python):
    """Make .venv with *python*; one that is whole is kept."""
    if (
        VENV_PYTHON.exists()
        and subprocess.call(
            [str(VENV_PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        == 0
    ):
        return
    print(f"Making the virtual environment {VENV}", flush=True)
    if subprocess.call([python, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetupError(f"{python} could not make a virtual environment in {VENV}; its own words are above.")


def install_packages():
    """Install the locked dependencies where the lock knows this Python and machine, else what pyproject.toml allows."""
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    print("Installing the Python packages (a few minutes the first time)", flush=True)
    if locked_for_this_python():
        steps = [["--require-hashes", "-r", str(LOCK)], ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]]
    else:
        steps = [["-e", f"{ROOT}[dev]"]]
    for step in steps:
        if subprocess.call([*pip, "--no-compile", *step], env=environment, stdin=subprocess.DEVNULL) != 0:
            raise SetupError("pip could not install the Python packages; its own words are above.")


def locked_for_this_python():
    """Say whether the lock's first line names this Python and machine: its hashes cover those alone."""
    question = "import sys, platform; print('cp%d%d-%s-%s' % (*sys.version_info[:2], sys.platform, platform.machine()))"
    name = subprocess.check_output([str(VENV_PYTHON), "-c", question], text=True).strip()
    return name in read(LOCK).partition("\n")[0].split()


def compile_bytecode():
    """Compile what was installed: the first window opens four times sooner than from source."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    libraries = subprocess.check_output([str(VENV_PYTHON), "-c", question], text=True).strip()
    print("Compiling bytecode", flush=True)
    # Some packages carry files for other Python versions: those that do not compile are never imported.
    subprocess.call([str(VENV_PYTHON), "-m", "compileall", "-q", "-q", "-j", "0", libraries], env=environment)
    subprocess.call([str(VENV_PYTHON), "-m", "compileall", "-q", str(ROOT / "controlcenter")], env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
