"""Make .venv: checkout and constraints.txt in, a virtual environment and its stamps out.

Called by tools/bootstrap, which finds a new enough Python and skips all this when nothing has
changed. What the system lacks, by `arkdoc doctor`, is installed as root on Debian; elsewhere one
line says what it is and how to get it, with status 2. Standard library only.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE_OF = VENV / ".made-of"
CONSTRAINTS = ROOT / "constraints.txt"
EXTRAS = {"run": [], "test": ["test"], "bench": ["test", "bench"], "fuzz": ["test", "fuzz"]}

# What the system lacks, and the command that installs it: two lines, empty if it lacks nothing.
ASK_DOCTOR = """
from arkdoc.language.messages import in_language
from arkdoc.report.doctor import install_command, missing
parts = missing(in_language("en"))
print(", ".join(part.name for part in parts), install_command(parts), sep="\\n")
"""
# These would send packages elsewhere than into .venv, or change which ones; where packages
# come from (index, proxy, certificates, cache) is the user's own affair.
FOREIGN_PIP = re.compile(
    "PIP_(CONSTRAINT|DRY_RUN|EDITABLE|FORCE_REINSTALL|IGNORE_INSTALLED|NO_BUILD_ISOLATION|NO_DEPS"
    "|PLATFORM|PRE|PREFIX|PYTHON|REPORT|REQUIREMENT|REQUIRE_HASHES|REQUIRE_VIRTUALENV|ROOT|SRC"
    "|TARGET|USER)"
)


class SetupError(Exception):
    """It can't be done: the one line that says why, and what to do."""


def main(mode: str) -> int:
    """Make `.venv` fit for `mode`; 0, or 2 after one line on standard error."""
    try:
        if mode == "pins":
            write_pins()
        else:
            wait_for_others()
            prepare(mode)
    except (SetupError, OSError) as fault:
        print(f"arkdoc: cannot set up {VENV.name}: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def wait_for_others() -> None:
    """Lock the checkout until this process ends, so that one set-up runs at a time."""
    import fcntl

    with contextlib.suppress(OSError):  # some network file systems lock no folders
        fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)


def prepare(mode: str) -> None:
    """Bring `.venv` in step with pyproject.toml and constraints.txt."""
    stamp = VENV / f".ready-{mode}"
    if stamp.is_file() and PYTHON.exists() and stamp.read_text("utf-8") == fingerprint():
        return  # another run has just done it
    if sys.stderr.isatty():
        print("arkdoc: setting up .venv; the first time takes a minute.", file=sys.stderr)
    made_of = f"{ROOT}\n{sys.version}\n{CONSTRAINTS.read_text('utf-8')}"
    if not (PYTHON.exists() and MADE_OF.is_file() and MADE_OF.read_text("utf-8") == made_of):
        remake()
    for old in VENV.glob(".ready-*"):
        old.unlink()
    print_of = fingerprint()
    extras = f"[{','.join(EXTRAS[mode])}]" if EXTRAS[mode] else ""
    pip("install", "--constraint", CONSTRAINTS.name, "--editable", f".{extras}")
    MADE_OF.write_text(made_of, "utf-8")  # it is whole now, whatever the system still lacks
    require_system()
    if "test" in EXTRAS[mode]:
        fetch_commonmark()
    for ready, wanted in EXTRAS.items():
        if set(wanted) <= set(EXTRAS[mode]):
            (VENV / f".ready-{ready}").write_text(print_of, "utf-8")


def remake() -> None:
    """Make an empty `.venv`, in place of any that is there."""
    if VENV.is_symlink():  # `--clear` would empty the folder it leads to
        VENV.unlink()
    specs = map(importlib.util.find_spec, ("ensurepip", "venv"))
    if not all(spec and spec.origin for spec in specs):  # Debian leaves ensurepip out
        if not can_apt():
            raise SetupError("missing Python's venv module: sudo apt-get install python3-venv")
        apt_install("python3-venv")
    run(sys.executable, "-I", "-m", "venv", "--clear", VENV.name, fault="the venv module failed")


def require_system() -> None:
    """Install what `arkdoc doctor` misses, or say it in one line."""
    names, command = ask_doctor()
    if names and can_apt():
        apt_install(*command.split()[2:])
        names, command = ask_doctor()
    if names:
        cure = command or "install with your system's package manager"
        raise SetupError(f"missing {names}: {cure}")


def ask_doctor() -> list[str]:
    """The two lines of `ASK_DOCTOR`, by a new process, which sees libraries just installed."""
    answer = run(str(PYTHON), "-I", "-c", ASK_DOCTOR, fault="arkdoc does not start")
    return answer.splitlines()[-2:]


def can_apt() -> bool:
    """Whether Debian's packages can be installed here."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(*packages: str) -> None:
    """Install Debian's packages, quietly; whoever needs them tells if that fails."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]
    run(*apt, "update")
    run(*apt, "install", "-y", "--no-install-recommends", *packages)


def fingerprint() -> str:
    """What the stamps must hold now, in tools/bootstrap's own words."""
    return run("sh", "tools/bootstrap", "fingerprint")


def fetch_commonmark() -> None:
    """Put the CommonMark specification's examples, which markdown-it-py's sdist has, in .venv."""
    examples = VENV / "share" / "commonmark.json"
    if examples.exists():
        return
    name = "markdown-it-py"
    with tempfile.TemporaryDirectory(dir=VENV) as folder:
        try:
            options = ["--no-deps", "--no-binary", name, "--constraint", CONSTRAINTS.name]
            pip("download", *options, "--dest", folder, name)
            (sdist,) = Path(folder).glob("*.tar.gz")
            with tarfile.open(sdist) as archive:
                (found,) = (n for n in archive.getnames() if n.endswith("/commonmark.json"))
                member = archive.extractfile(found)
                part = Path(folder, "part")
                part.write_bytes(member.read() if member else b"")
            examples.parent.mkdir(exist_ok=True)
            part.replace(examples)
        except (SetupError, ValueError, tarfile.TarError):
            note = "arkdoc: no CommonMark examples could be had; their tests will be skipped."
            print(note, file=sys.stderr)


# --- pins ----------------------------------------------------------------------------------


def write_pins() -> None:
    """Write constraints.txt: what pip picks today, in an empty environment, for all extras."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder, "venv", "bin", "python")
        report = Path(folder, "report.json")
        run(sys.executable, "-I", "-m", "venv", f"{folder}/venv", fault="the venv module failed")
        extras = ",".join(sorted({extra for wanted in EXTRAS.values() for extra in wanted}))
        command = ["install", "--dry-run", "--ignore-installed", "--report", str(report)]
        pip(*command, f".[{extras}]", python=python)
        chosen = json.loads(report.read_text("utf-8"))["install"]
    pairs = ((item["metadata"]["name"], item["metadata"]["version"]) for item in chosen)
    names = sorted((re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pairs)
    lines = [f"{name}=={version}\n" for name, version in names if name != "arkdoc"]
    CONSTRAINTS.write_text("".join(lines), "utf-8")


# --- processes and files -------------------------------------------------------------------


def pip(*arguments: str, python: Path = PYTHON) -> None:
    """Run the environment's pip, in the checkout."""
    command = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run(*command, *arguments, fault=f"pip {arguments[0]} failed")


def run(*command: str, fault: str = "") -> str:
    """Run a command in the checkout, without input: its output.

    Raises SetupError, and shows the output, where the command fails and there is a `fault` to name.
    """
    environment = {k: v for k, v in os.environ.items() if not FOREIGN_PIP.fullmatch(k.upper())}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if fault and done.returncode:
        print(*done.stdout.splitlines()[-15:], sep="\n", file=sys.stderr)
        raise SetupError(f"{fault}; the lines above say why. Run it again when that is put right.")
    return done.stdout


if __name__ == "__main__":
    for stop in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does, so that pip ends too
        signal.signal(stop, signal.default_int_handler)
    sys.exit(main(sys.argv[1]))
