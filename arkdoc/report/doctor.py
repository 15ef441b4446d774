"""This machine → what arkdoc needs of it, and how to install what is missing, a line each.

Where the note lies is looked at by `doctor_folder`.

Works without Pango: what can't be loaded is missing, and no reason to fail.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from arkdoc.language.messages import Translator
from arkdoc.model.diagnostic import N_
from arkdoc.pipeline.load_style import theme_in
from arkdoc.pipeline.versions import version_of
from arkdoc.report.doctor_folder import CheckedLine
from arkdoc.style.theme import Font, builtin_styles
from arkdoc.write.pdf.native_libraries import are_loaded
from arkdoc.write.pdf.typeset import OLDEST_PANGO

# By what `platform.system` calls it: how to get what no package manager of _MANAGERS installs.
_OTHERWISE = {
    "Windows": N_(
        "Install MSYS2 from msys2.org, and in its window run "
        "`pacman -S mingw-w64-ucrt-x86_64-pango`."
    ),
    "Darwin": N_("Install Homebrew from brew.sh, and then run `brew install {packages}`."),
}
_FONT_ON_WINDOWS = N_("Get it from {address}, right-click the files, and choose Install.")
_FONT_PAGES = {
    "Carlito": "fonts.google.com/specimen/Carlito",
    "Liberation Mono": "github.com/liberationfonts/liberation-fonts/releases",
}
_MANAGERS = ("apt-get", "dnf", "brew")
_PANGO = {"apt-get": "libpango-1.0-0 libpangoft2-1.0-0", "dnf": "pango", "brew": "pango"}
_SUBSETTER = {"apt-get": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz"}
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
)
_MISSING = N_("{name}: missing. {cure}")
_MISSING_FOR_PDF = N_("{name}: missing, so no PDF can be made. {cure}")


@dataclass(frozen=True, slots=True)
class Requirement:
    """What arkdoc needs of the machine. `packages`: what each package manager calls it.

    `page` is where it can be had on Windows, of what MSYS2 doesn't have.
    """

    name: str
    found: bool
    packages: Mapping[str, str]
    essential: bool = False
    """Whether an output can't be made without it."""
    page: str = ""


def requirements(tr: Translator) -> list[Requirement]:
    """What arkdoc needs, and whether this machine has it."""
    pango, has_subsetter, families = _libraries()
    has_pango = pango >= OLDEST_PANGO
    name = "Pango " + ".".join(map(str, pango))
    if not has_pango:
        name = tr("Pango {version} or newer", version=".".join(map(str, OLDEST_PANGO)))
    version = tr("version {version} of arkdoc", version=version_of("arkdoc"))
    fonts = theme_in(builtin_styles()).fonts.values()
    return [
        Requirement(version, True, {}),
        Requirement(f"Python {platform.python_version()} ({_system()})", True, {}),
        Requirement(name, has_pango, _PANGO, essential=True),
        Requirement("HarfBuzz-Subset", has_subsetter, _SUBSETTER),
        *(_font(font, families, tr) for font in fonts),
    ]


def machine_lines(tr: Translator) -> Iterator[CheckedLine]:
    """What arkdoc needs of the machine, a line each."""
    for part in requirements(tr):
        text = write_requirement(part, tr).removesuffix("\n")
        yield CheckedLine(text, part.found, part.essential)


def missing(tr: Translator) -> list[Requirement]:
    """What this machine lacks."""
    return [part for part in requirements(tr) if not part.found]


def write_requirement(part: Requirement, tr: Translator) -> str:
    """A line: what it is, and whether it is there or how it is installed."""
    if part.found:
        return tr("{name}: in order", name=part.name) + "\n"
    missing_so = _MISSING_FOR_PDF if part.essential else _MISSING
    return tr(missing_so, name=part.name, cure=_cure(part, tr)) + "\n"


def _cure(part: Requirement, tr: Translator) -> str:
    """How to get what is missing on this system."""
    if command := install_command([part]):
        return tr("Install it with `{command}`.", command=command)
    system = platform.system()
    if system == "Windows" and part.page:
        return tr(_FONT_ON_WINDOWS, address=part.page)
    if system in _OTHERWISE:
        return tr(_OTHERWISE[system], packages=part.packages.get("brew", ""))
    return tr("Install it with your system's package manager.")


def install_command(parts: Iterable[Requirement]) -> str:
    """The command that installs `parts` on this system; empty where arkdoc knows none."""
    for manager in _MANAGERS:
        packages = [name for part in parts for name in part.packages.get(manager, "").split()]
        if packages and shutil.which(manager):
            is_root = hasattr(os, "geteuid") and os.geteuid() == 0
            sudo = [] if manager == "brew" or is_root else ["sudo"]
            return shlex.join([*sudo, manager, "install", *packages])
    return ""


def _libraries() -> tuple[tuple[int, ...], bool, frozenset[str] | None]:
    """Pango's version, whether there is a font subsetter, and the families that fontconfig knows.

    The version is empty, and the families are None, where one of the libraries that WeasyPrint
    needs is missing.
    """
    if not are_loaded():
        return (), find_library("harfbuzz-subset") is not None, None
    from arkdoc.write.pdf.engine import font_files, has_subsetter, pango_version

    return pango_version(), has_subsetter(), frozenset(font_files())


def _font(font: Font, families: frozenset[str] | None, tr: Translator) -> Requirement:
    family = font.print
    squeezed = family.replace(" ", "").lower()
    packages = {
        "apt-get": font.package,
        "dnf": f"font({squeezed})",  # what Fedora's font packages provide
        "brew": f"font-{family.split()[0].lower()}",  # Homebrew has a cask for a whole family
    }
    found = family in families if families is not None else _has_file(squeezed)
    page = _FONT_PAGES.get(family, "fonts.google.com")
    return Requirement(tr("{name} (font)", name=family), found, packages, page=page)


def _system() -> str:
    """`Linux 6.1.0 x86_64`: what a report of a bug should say."""
    return " ".join(filter(None, (platform.system(), platform.release(), platform.machine())))


def _has_file(start: str) -> bool:
    """Whether a font folder has a file whose name begins with `start`."""
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    files = (file for folder in folders for file in folder.rglob("*.[to]tf"))
    return any(file.name.lower().startswith(start) for file in files)
