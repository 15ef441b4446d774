"""Make .venv: checkout and constraints.txt in, a virtual environment and its stamps out.

Called by tools/bootstrap, which finds a new enough Python and skips all this when nothing has
changed. What the system lacks (venv, Pango, the font) is installed where that is possible, as
root on Debian, and is otherwise said in one line, with status 2. Standard library only.
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
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE_OF = VENV / ".made-of"
CONSTRAINTS = ROOT / "constraints.txt"
EXTRAS = {"run": [], "test": ["test"], "bench": ["test", "bench"], "fuzz": ["test", "fuzz"]}

# The fonts of styles/tokens.toml; with others, the same note would be set otherwise.
FONTS = {"text": "Carlito", "mono": "Liberation Mono"}
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
)
# The names WeasyPrint tries, library by library.
PANGO = {
    "libgobject-2.0": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "libpango-1.0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libharfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "libfontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    "libpangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}
SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
# What may be missing → how to say it, and its package by package manager.
NEEDS = {
    "venv": ("Python's venv module", {"apt-get": "python3-venv"}),
    "pango": (
        "Pango",
        {"apt-get": "libpango-1.0-0 libpangoft2-1.0-0", "dnf": "pango", "brew": "pango"},
    ),
    "subset": (
        "HarfBuzz's font subsetter",
        {"apt-get": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz"},
    ),
    "text": (
        f"the font {FONTS['text']}",
        {
            "apt-get": "fonts-crosextra-carlito",
            "dnf": "google-carlito-fonts",
            "brew": "font-carlito",
        },
    ),
    "mono": (
        f"the font {FONTS['mono']}",
        {
            "apt-get": "fonts-liberation",
            "dnf": "liberation-mono-fonts",
            "brew": "font-liberation",
        },
    ),
}
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
        if mode == "probe":
            print(*missing())
        elif mode == "pins":
            write_pins()
        else:
            with locked():
                prepare(mode)
    except SetupError as fault:
        print(f"arkdoc: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"arkdoc: cannot set up {VENV.name}: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def prepare(mode: str) -> None:
    """Bring `.venv` in step with pyproject.toml and constraints.txt."""
    stamp = VENV / f".ready-{mode}"
    if stamp.is_file() and PYTHON.exists() and stamp.read_bytes() == fingerprint():
        return  # another run has just done it
    if sys.stderr.isatty():
        print("arkdoc: setting up .venv; the first time takes a minute.", file=sys.stderr)
    require_system()
    made_of = f"{ROOT}\n{sys.version}\n".encode() + CONSTRAINTS.read_bytes()
    if not (PYTHON.exists() and MADE_OF.is_file() and MADE_OF.read_bytes() == made_of):
        remake()
    for old in VENV.glob(".ready-*"):
        old.unlink()
    print_of = fingerprint()
    extras = f"[{','.join(EXTRAS[mode])}]" if EXTRAS[mode] else ""
    pip("install", "--constraint", CONSTRAINTS.name, "--editable", f".{extras}")
    run(str(PYTHON), "-I", "-c", "import weasyprint", fault="WeasyPrint does not start")
    if "test" in EXTRAS[mode]:
        fetch_commonmark()
    write(MADE_OF, made_of)
    for ready, wanted in EXTRAS.items():
        if set(wanted) <= set(EXTRAS[mode]):
            write(VENV / f".ready-{ready}", print_of)


def remake() -> None:
    """Make an empty `.venv`, in place of any that is there."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    run(sys.executable, "-I", "-m", "venv", VENV.name, fault="cannot make .venv")


def fingerprint() -> bytes:
    """What the stamps must hold now, in tools/bootstrap's own words."""
    command = ["sh", str(ROOT / "tools" / "bootstrap"), "fingerprint"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout


def fetch_commonmark() -> None:
    """Put the CommonMark specification's examples, which markdown-it-py's sdist has, in .venv."""
    examples = VENV / "share" / "commonmark.json"
    if examples.exists():
        return
    examples.parent.mkdir(exist_ok=True)
    pin = pinned("markdown-it-py")
    with tempfile.TemporaryDirectory() as folder:
        try:
            pip("download", "--no-deps", "--no-binary", "markdown-it-py", "--dest", folder, pin)
            (sdist,) = Path(folder).glob("*.tar.gz")
            with tarfile.open(sdist) as archive:
                (name,) = (n for n in archive.getnames() if n.endswith("/commonmark.json"))
                member = archive.extractfile(name)
                write(examples, member.read() if member else b"")
        except (SetupError, ValueError, tarfile.TarError) as fault:
            if os.environ.get("CI") == "true":
                raise SetupError(f"no CommonMark examples to test with ({fault})") from fault
            note = "arkdoc: no CommonMark examples could be had; their tests will be skipped."
            print(note, file=sys.stderr)


def pinned(name: str) -> str:
    """The line `name==version` of constraints.txt."""
    for line in CONSTRAINTS.read_text("utf-8").splitlines():
        if line.startswith(f"{name}=="):
            return line
    raise SetupError(f"{CONSTRAINTS.name} has no line for {name}")


# --- what the system must have -------------------------------------------------------------


def require_system() -> None:
    """Install what the system lacks, or say it in one line."""
    needs = missing()
    if needs and shutil.which("apt-get") and os.geteuid() == 0:
        apt_install(needs)
        needs = probe()
    if needs:
        raise SetupError(cure(needs))


def missing() -> list[str]:
    """The keys of `NEEDS` that this system lacks."""
    found = {"venv": has_venv(), "pango": True, "subset": True}
    found |= {need: has_font(name) for need, name in FONTS.items()}
    with contextlib.suppress(ImportError):
        from ctypes import CDLL

        def loads(names: tuple[str, ...]) -> bool:
            for name in names:
                with contextlib.suppress(OSError):
                    CDLL(name)
                    return True
            return False

        found["pango"] = all(map(loads, PANGO.values()))
        found["subset"] = loads(SUBSET)
    return [need for need in NEEDS if not found[need]]


def probe() -> list[str]:
    """`missing()` in a new process, which sees libraries that were just installed."""
    command = [sys.executable, "-I", __file__, "probe"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()


def has_venv() -> bool:
    """Whether virtual environments with pip can be made; Debian leaves ensurepip out."""
    specs = map(importlib.util.find_spec, ("ensurepip", "venv"))
    return all(spec and spec.origin for spec in specs)


def has_font(name: str) -> bool:
    """Whether fontconfig knows the font or, without its tools, a font folder has it."""
    if shutil.which("fc-list"):
        command = ["fc-list", f":family={name}", "family"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return name in done.stdout
    start = name.replace(" ", "").lower()
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    files = (file for folder in folders for file in folder.rglob("*.[to]tf"))
    return any(file.name.lower().startswith(start) for file in files)


def packages(needs: list[str], manager: str) -> list[str]:
    """What `manager` calls what is missing."""
    return " ".join(NEEDS[need][1].get(manager, "") for need in needs).split()


def cure(needs: list[str]) -> str:
    """One line that says what is missing and how to get it."""
    names = [NEEDS[need][0] for need in needs]
    what = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    for manager in ("apt-get", "dnf", "brew"):
        wanted = packages(needs, manager)
        if wanted and shutil.which(manager):
            sudo = "" if manager == "brew" or os.geteuid() == 0 else "sudo "
            return f"missing {what}: {sudo}{manager} install {' '.join(wanted)}"
    return f"missing {what}: install with your system's package manager"


def apt_install(needs: list[str]) -> None:
    """Install from Debian's packages, quietly; what fails shows when it is probed again."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"]

    def apt(*arguments: str) -> bool:
        command = ["apt-get", *options, *arguments]
        return quietly(command, environment).returncode == 0

    def install() -> bool:
        return apt("install", "-y", "--no-install-recommends", *packages(needs, "apt-get"))

    if not install():
        apt("update")
        install()


# --- pins ----------------------------------------------------------------------------------


def write_pins() -> None:
    """Write constraints.txt: what pip picks today, in an empty environment, for all extras."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder, "venv", "bin", "python")
        report = Path(folder, "report.json")
        run(sys.executable, "-I", "-m", "venv", f"{folder}/venv", fault="cannot make a venv")
        extras = ",".join(sorted({extra for wanted in EXTRAS.values() for extra in wanted}))
        command = ["install", "--dry-run", "--ignore-installed", "--report", str(report)]
        pip(*command, f".[{extras}]", python=python)
        chosen = json.loads(report.read_text("utf-8"))["install"]
    pairs = ((item["metadata"]["name"], item["metadata"]["version"]) for item in chosen)
    names = sorted((re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pairs)
    lines = [f"{name}=={version}\n" for name, version in names if name != "arkdoc"]
    write(CONSTRAINTS, "".join(lines).encode())


# --- processes and files -------------------------------------------------------------------


def pip(*arguments: str, python: Path = PYTHON) -> None:
    """Run the environment's pip, in the checkout."""
    command = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    run(*command, *arguments, fault=f"pip {arguments[0]} failed")


def run(*command: str, fault: str) -> None:
    """Run a command and keep its output to itself, unless it fails."""
    environment = {k: v for k, v in os.environ.items() if not FOREIGN_PIP.fullmatch(k.upper())}
    done = quietly(list(command), environment)
    if done.returncode:
        print(*done.stdout.splitlines()[-15:], sep="\n", file=sys.stderr)
        raise SetupError(f"{fault}; the lines above say why. Run it again when that is put right.")


def quietly(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the checkout, without input, its output caught."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One set-up of this checkout at a time; the others wait."""
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems lock no folders
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def stop_children(_signal: int, _frame: object) -> None:
    """End as Ctrl-C does, so that pip ends too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop_children)
    signal.signal(signal.SIGHUP, stop_children)
    sys.exit(main(*sys.argv[1:]))
