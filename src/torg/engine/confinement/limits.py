"""Limits the operating system keeps for a process that reads a stranger's file."""

import ctypes
import resource
import signal
import sys
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """``seconds`` of wall time; ``memory`` is address space in bytes; ``disk`` the largest file written."""

    seconds: float = 600
    memory: int = 4096 * MEGABYTE
    disk: int = 16_384 * MEGABYTE
    files: int = 256


def confine(limits: Limits) -> None:
    """Binds this process: no core dump (it would hold the file), and it does not outlive its parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.files, limits.files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.disk, limits.disk))
    seconds = int(limits.seconds * 2) + 1  # two threads at work
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
