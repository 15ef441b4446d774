"""Takes away what Windows' Python lacks, before anything else runs in a process.

A folder to put on PYTHONPATH. Modules are taken from arkdoc alone, as the standard library of this
system needs some of them itself; `mypy --platform win32` sees the rest.
"""

from __future__ import annotations

import builtins
import os
import signal
from collections.abc import Mapping, Sequence
from types import ModuleType

_OS = """
    O_CLOEXEC O_DIRECTORY O_DSYNC O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_SYNC O_TMPFILE
    chown chroot confstr fchdir fchmod fchown fdatasync fork forkpty fpathconf fstatvfs getegid
    geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getsid getuid getxattr killpg
    lchown listxattr lockf mkfifo mknod nice openpty pathconf posix_fadvise posix_fallocate pread
    preadv pwrite pwritev readv removexattr sched_getaffinity sched_setaffinity sendfile setegid
    seteuid setgid setgroups setpgid setpriority setregid setsid setuid setxattr statvfs sync
    sysconf tcgetpgrp tcsetpgrp ttyname wait wait3 wait4 writev
"""
_SIGNALS = "SIGALRM SIGHUP SIGPIPE SIGQUIT SIGTSTP SIGUSR1 SIGUSR2 SIGWINCH alarm pause setitimer"
_MODULES = "curses fcntl grp posix pty pwd readline resource syslog termios tty"

for _module, _names in ((os, _OS), (signal, _SIGNALS)):
    for _name in _names.split():
        if hasattr(_module, _name):
            delattr(_module, _name)
for _supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
    _supported.clear()

_import = builtins.__import__


def _import_as_windows_does(
    name: str,
    globals: Mapping[str, object] | None = None,  # noqa: A002 - the names of __import__
    locals: Mapping[str, object] | None = None,  # noqa: A002
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    importer = str((globals or {}).get("__name__", ""))
    if importer.partition(".")[0] == "arkdoc" and name.partition(".")[0] in _MODULES.split():
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return _import(name, globals, locals, fromlist or (), level)


builtins.__import__ = _import_as_windows_does
