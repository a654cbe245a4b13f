"""Walls of Linux around a process that reads a stranger's file: no other files, no network, no other programs.

Landlock and seccomp are asked for by number, as no library of Python's own speaks of them. A kernel without them
leaves the limits as they are; nothing else depends on the walls.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_WRITE_FILE, _READ_FILE, _READ_FOLDER, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_READ = _READ_FILE | _READ_FOLDER
_OF_A_FILE = _READ_FILE | _WRITE_FILE | _TRUNCATE
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights to files a version of Landlock knows; from the fifth on it is 16. Running programs is the first."""
_EXECUTE = 1

_SYSTEM = (
    "/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/null",
    "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/sys/fs/cgroup", "/sys/devices/system",
)  # fmt: skip
"""What libraries look at. Not /proc as a whole: there stand the surroundings, and so the passwords, of the hub."""

_library = ctypes.CDLL(None, use_errno=True)


def enclose(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """For good, and for all threads that begin after this. Nothing happens where the system has no such walls."""
    if sys.platform != "linux" or _library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return
    _keep_to((*map(Path, _SYSTEM), *_program(), *readable), writable)
    _forbid_calls()


def _program() -> Iterator[Path]:
    """Where Python, its libraries and we ourselves are installed."""
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, *libraries}
    yield from (Path(place) for place in places if place.startswith("/") and place != "/")


def _keep_to(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    version = _library.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    every = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    net, scope = (3 if version >= 4 else 0), (3 if version >= 6 else 0)  # TCP; signals and nameless sockets
    attributes = struct.pack("QQQ", every, net, scope)[: 8 * (1 + (version >= 4) + (version >= 6))]
    rules = _library.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return
    for path in readable:
        _allow(rules, path, _READ)
    for path in writable:
        _allow(rules, path, every & ~_EXECUTE)
    _library.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(rules: int, path: Path, rights: int) -> None:
    with suppress(OSError):  # not everything exists everywhere
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not path.is_dir():
            rights &= _OF_A_FILE
        _library.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights, place), 0)
        os.close(place)


# Numbers of calls by machine: architecture as the kernel names it, clone, clone3, and those that are refused: other
# programs and processes (execve, execveat, fork, vfork), sockets, other processes' memory (ptrace, process_vm_*),
# and doors of the kernel nobody here needs (bpf, userfaultfd, perf_event_open, io_uring_setup, keyctl, unshare, setns).
_CALLS = {
    "x86_64": (0xC000003E, 56, (59, 322, 57, 58, 41, 101, 310, 311, 321, 323, 298, 425, 250, 272, 308)),
    "aarch64": (0xC00000B7, 220, (221, 281, 198, 117, 270, 271, 280, 282, 241, 425, 219, 97, 268)),
}
_CLONE3 = 435
_THREAD = 0x10000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _END, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000


def _forbid_calls() -> None:
    """A new process is one that clone is not asked to make a thread of; clone3 hides that, so it is not there."""
    if platform.machine() not in _CALLS:
        return
    architecture, clone, refused = _CALLS[platform.machine()]
    program = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _END),
        (_LOAD, 0, 0, 0), (_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _REFUSE | errno.EPERM),
        (_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
    ]  # fmt: skip
    for number in refused:
        program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE | errno.EPERM)]
    program += [
        (_EQUAL, 0, 3, clone), (_LOAD, 0, 0, 16), (_ANY_BIT, 1, 0, _THREAD), (_RETURN, 0, 0, _REFUSE | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]  # fmt: skip
    steps = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    _library.prctl(_SET_SECCOMP, _FILTER, struct.pack("HxxxxxxP", len(program), ctypes.addressof(steps)), 0, 0)
