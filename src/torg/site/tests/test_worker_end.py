"""How the job worker ends: with its parent, and by itself without a noise."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_the_real_worker_that_found_no_job_for_a_while_ends_quietly(tmp_path: Path) -> None:
    environment = {**os.environ, "TORG_HOME": str(tmp_path / "home")}
    environment.pop("TORG_DATABASE_URL", None)
    prepared = "from torg.site.preparing import prepare; prepare()"
    subprocess.run([sys.executable, "-c", prepared], env=environment, check=True, timeout=60)
    worker = subprocess.Popen(
        [sys.executable, "-m", "torg.site.worker", "0.5"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker.stdin, worker.stdout:  # its parent lives on, and keeps the pipe open
        assert (worker.wait(60), worker.stdout.read()) == (0, b"")
