"""The reading process: what it is told, what it may do, and what is believed of what it says."""

import json
import logging
import os
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from time import sleep

import duckdb
import pytest

from torg.engine.confinement import code_of
from torg.engine.understanding import Report, understand, understand_apart
from torg.engine.understanding import apart as reading_apart
from torg.engine.understanding.handing_back import plain_report, read_report
from torg.engine.understanding.outcome import Outcome, leave, left
from torg.foundation.problems import Problem, Refusal

TEXT = "namn;avgift;datum;öppet;klocka\nÅbadet;10,50;2024-01-02;ja;10:30\nÖbadet;8,25;2024-02-03;nej;11:15\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "into"


def acting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    """A child that was taken over: it runs this program instead; ``folder`` and ``into`` are what it was given."""
    start = (
        "import json, os, sys\norder = json.loads(sys.stdin.read())\nfolder, into = order['folder'], order['into']\n"
    )
    package = tmp_path / "taken"
    package.mkdir()
    (package / "taken_over.py").write_text(start + program, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package))
    monkeypatch.setattr(reading_apart, "_CHILD", "taken_over")


def report_of(file: Path, into: Path) -> Report:
    return understand(file, file.name, into=into, sample=5)


def test_a_report_comes_back_as_it_was(file: Path, into: Path) -> None:
    report = report_of(file, into)
    assert json.loads(json.dumps(plain_report(report)))
    assert read_report(json.loads(json.dumps(plain_report(report))), into) == report


def test_values_of_every_kind_come_back(file: Path, into: Path) -> None:
    values = (
        None, True, 2**90, 0.1, float("-inf"), "å\ud800", Decimal("1.10"), date(2024, 1, 2), time(1, 2),
        datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 2), {"type": "Point", "coordinates": [1.0, 2.0]}, (1, (2,)),
    )  # fmt: skip
    report = report_of(file, into)
    kept = Report(**{**vars(report), "sample": (values,)})
    back = read_report(json.loads(json.dumps(plain_report(kept))), into)
    assert back.sample == (values,)
    assert [type(value) for value in back.sample[0]] == [type(value) for value in values]


def test_a_hostile_pickle_is_not_unpickled(monkeypatch, file: Path, tmp_path: Path) -> None:
    class Hostile:
        def __reduce__(self) -> tuple[object, ...]:
            return os.mkdir, (str(tmp_path / "owned"),)

    evil = pickle.dumps(Hostile())
    acting(monkeypatch, tmp_path, f"open(folder + '/answer', 'wb').write({evil!r})")
    with pytest.raises(Refusal) as refused:
        understand_apart(file, file.name)
    assert refused.value.problem.code == "file.unreadable"
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"parts": ["../bad.csv"]},
        {"parts": ["part-7.parquet"]},
        {"parts": ["/etc/hosts"]},
        {"steps": [{"dict": [["code", "no.such.code"], ["facts", {"dict": []}]]}]},
        {"sample": {"os.system": "true"}},
        {"columns": None},
    ],
    ids=str,
)
def test_an_answer_that_is_none_of_ours_is_refused(change: dict[str, object], file: Path, into: Path, tmp_path: Path):
    report = report_of(file, into)
    (into / "part-7.parquet").symlink_to(file)
    (tmp_path / "answer").write_text(json.dumps({"report": plain_report(report) | change}))
    assert left(tmp_path, into) is None


@pytest.mark.parametrize(("name", "sql"), [('x" FROM secrets --', "VARCHAR"), ("namn", "VARCHAR); COPY x TO 'y'")])
def test_columns_that_would_be_statements_are_refused(name: str, sql: str, file: Path, into: Path, tmp_path: Path):
    plain = plain_report(report_of(file, into))
    column = {**dict(plain["columns"][0]["dict"]), "name": name, "sql": sql}
    plain["columns"] = [{"dict": [[key, value] for key, value in column.items()]}]
    (tmp_path / "answer").write_text(json.dumps({"report": plain}))
    assert left(tmp_path, into) is None


def test_a_pipe_in_place_of_the_answer_does_not_hold_us(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answer")
    assert left(tmp_path, None) is None


def test_a_link_in_place_of_the_answer_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    leave(Outcome(problem=Problem("file.macros")), tmp_path / "elsewhere")
    (tmp_path / "answer").symlink_to(tmp_path / "elsewhere" / "answer")
    assert left(tmp_path, None) is None


def test_chatter_of_a_child_is_neither_kept_nor_believed(monkeypatch, file: Path, tmp_path: Path) -> None:
    acting(monkeypatch, tmp_path, "print('reading ' + '9' * 5000 + ' 1')\nprint('owned 1 1')\nprint('x' * 10**6)\n")
    seen: list[str] = []
    with pytest.raises(Refusal):
        understand_apart(file, file.name, progress=lambda *said: seen.append(said[0]))
    assert seen == []


def test_the_child_is_told_no_secret(monkeypatch, file: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("TORG_DATABASE_URL", "postgresql://torg:hemligt@db/torg")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hemligt")
    acting(monkeypatch, tmp_path, f"json.dump(dict(os.environ), open({str(tmp_path / 'told')!r}, 'w'))")
    with pytest.raises(Refusal):
        understand_apart(file, file.name)
    told = json.loads((tmp_path / "told").read_text())
    assert "hemligt" not in str(told)
    assert not [name for name in told if name.startswith(("TORG_", "AWS_"))]


def test_what_a_child_started_ends_with_it(monkeypatch, file: Path, tmp_path: Path) -> None:
    start = "import subprocess\np = subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL)\n"
    acting(monkeypatch, tmp_path, start + f"open({str(tmp_path / 'number')!r}, 'w').write(str(p.pid))")
    with pytest.raises(Refusal):
        understand_apart(file, file.name)
    assert has_ended(int((tmp_path / "number").read_text()))


def has_ended(number: int) -> bool:
    """What was killed is gone, or waits for whoever adopted it, a moment later."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        sleep(0.02)
    return False


def test_a_fault_of_ours_is_said_and_logged(monkeypatch, caplog, file: Path, tmp_path: Path) -> None:
    program = """
from torg.engine.understanding import obeying
from torg.engine.understanding.order import Order
def understand(*_, **__):
    return {}["our mistake"]
obeying.understand = understand
obeying.obey(Order.read(json.dumps(order).encode()))
"""
    acting(monkeypatch, tmp_path, program)
    with caplog.at_level(logging.INFO, "torg.understanding"), pytest.raises(Refusal) as refused:
        understand_apart(file, file.name)
    assert refused.value.problem.code == "file.fault"
    assert "our fault" in refused.value.problem.sentence()
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "KeyError: 'our mistake'" in record.getMessage()


def test_a_damaged_file_is_no_fault_of_ours(caplog, tmp_path: Path) -> None:
    leave(Outcome(code=code_of(ValueError("odd")), trace="ValueError: odd\n2026 torg ERROR forged\x1b[2J"), tmp_path)
    found = left(tmp_path, None)
    assert found is not None
    assert found.code == "file.unreadable"
    assert found.trace.splitlines()[1] == "  | 2026 torg ERROR forged?[2J"


@pytest.mark.parametrize(
    ("statement", "code"), [("SELECT nothing_there", "file.fault"), ("SELECT 'x'::INT", "file.unreadable")]
)
def test_sql_of_ours_that_cannot_be_run_is_our_fault(statement: str, code: str) -> None:
    with pytest.raises(duckdb.Error) as fault:
        duckdb.connect(":memory:").execute(statement)
    assert code_of(fault.value) == code


def test_no_module_is_taken_from_the_folder_of_the_child(file: Path, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "duckdb.py").write_text("raise SystemExit(7)\n")
    monkeypatch.chdir(tmp_path)
    assert understand_apart(Path("bad.csv"), "bad.csv").rows == 2
    assert subprocess.run([sys.executable, "-P", "-c", "import duckdb"], cwd=tmp_path, check=False).returncode == 0


ATTEMPTS = {
    "another file": "open({other!r}).read()",
    "a new file elsewhere": "open({other!r} + '.new', 'w')",
    "the file itself": "open(order['path'], 'a')",
    "all files": "os.listdir('/')",
    "the surroundings of the hub": "open('/proc/%d/environ' % os.getppid(), 'rb').read()",
    "the network": "socket.create_connection(('127.0.0.1', 9), 1)",
    "names of computers": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "another program": "subprocess.run(['true'])",
    "another process": "os.fork()",
    "this process as another program": "os.execv(sys.executable, [sys.executable, '-c', ''])",
    "the hub itself": "os.kill(os.getppid(), 0)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="the walls are of Linux")
def test_nothing_but_the_file_can_be_reached(monkeypatch, file: Path, into: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemligt")
    attempts = {what: act.format(other=str(tmp_path / "secret")) for what, act in ATTEMPTS.items()}
    program = f"""
import socket, subprocess
from torg.engine.understanding.child import bind
from torg.engine.understanding.order import Order
bind(Order.read(json.dumps(order).encode()))
done = []
for what, act in {attempts!r}.items():
    try:
        eval(act)
        done.append(what)
    except PermissionError:
        pass
threads = len(os.listdir('/proc/self/task'))
json.dump([done, threads, open(order['path']).read()], open(into + '/told', 'w'))
"""
    acting(monkeypatch, tmp_path, program)
    with pytest.raises(Refusal):
        understand_apart(file, file.name, into=into)
    assert json.loads((into / "told").read_text()) == [[], 1, TEXT]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are kept by Linux")
def test_the_limits_hold_in_the_child(monkeypatch, file: Path, into: Path, tmp_path: Path) -> None:
    program = """
import resource
from torg.engine.understanding.child import bind
from torg.engine.understanding.order import Order
bind(Order.read(json.dumps(order).encode()))
names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
json.dump({name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in names}, open(into + '/told', 'w'))
"""
    acting(monkeypatch, tmp_path, program)
    with pytest.raises(Refusal):
        understand_apart(file, file.name, into=into, timeout=30, memory=2 << 30)
    limits = json.loads((into / "told").read_text())
    assert limits == {
        "AS": [2 << 30] * 2,
        "CPU": [61, 66],
        "FSIZE": [16 << 30] * 2,
        "NOFILE": [256] * 2,
        "CORE": [0, 0],
    }


def test_a_refusal_names_the_file_as_the_person_does(tmp_path: Path) -> None:
    kept = tmp_path / "p_1m869tk5sd6978tjg"
    kept.write_bytes(b"SQLite format 3\x00" + b"GPKG" * 200)
    with pytest.raises(Refusal) as refused:
        understand_apart(kept, "träd.gpkg")
    assert "“träd.gpkg”" in refused.value.problem.sentence()
