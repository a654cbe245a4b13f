"""How the job worker ends: with its parent, and by itself without a noise."""

import subprocess
import sys

START = "from torg.site.processes import end_with_parent\nend_with_parent()\n"


def run(program: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", START + program], stdin=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_worker_that_has_nothing_to_do_ends_quietly() -> None:
    worker = run("import time; time.sleep(0.3)")
    assert worker.stdin is not None
    assert worker.stderr is not None
    with worker.stdin, worker.stderr:
        assert (worker.wait(30), worker.stderr.read()) == (0, b"")


def test_a_worker_ends_when_its_parent_is_gone() -> None:
    worker = run("import time; time.sleep(60)")
    worker.communicate(timeout=30)
    assert worker.returncode == 1
