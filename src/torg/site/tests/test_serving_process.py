import json
import signal
import stat
import time
from pathlib import Path

import httpx
import psutil
import pytest

from torg.site.tests.conftest import Served, until

FIRST = "name,height\nOak,12\n"
SECOND = "name,height\nPine,30\nElm,20\n"


def names(hub: Served, dataset: str = "trees") -> list[str]:
    rows = httpx.get(f"{hub.url}/api/v1/tables/{dataset}/rows", timeout=30).json()
    return [row["name"] for row in rows["items"]]


def test_a_file_published_by_command_and_by_another_hub_is_read_through_the_api(served: Served, tmp_path: Path) -> None:
    (tmp_path / "trees.csv").write_text(FIRST)
    here = served.torg("publish", str(tmp_path / "trees.csv"), "--org", "atorp", "--title", "Trees")
    assert (here.returncode, "version 1" in here.stdout) == (0, True), here.stderr
    assert names(served) == ["Oak"]
    (tmp_path / "trees.csv").write_text(SECOND)
    words = ("--org", "atorp", "--dataset", "trees", "--hub", served.url, "--token", served.token())
    there = served.torg("publish", str(tmp_path / "trees.csv"), *words)
    assert (there.returncode, "version 2" in there.stdout) == (0, True), there.stderr
    assert names(served) == ["Pine", "Elm"]
    assert httpx.get(f"{served.url}/datasets/trees").status_code == 200


@pytest.mark.parametrize(
    ("content", "words", "code", "said"),
    [
        (b"%PDF-1.7\n" + b"x" * 400, ("--org", "atorp", "--title", "A PDF"), 3, "PDF"),
        (b"a,b\n1,2\n", ("--org", "Å torp", "--title", "Trees"), 4, "Å torp"),
        (b"a,b\n1,2\n", ("--org", "atorp"), 4, "title"),
        (b"a,b\n1,2\n", ("--org", "atorp", "--title", "T", "--hub", "http://127.0.0.1:1"), 5, "127.0.0.1:1"),
        (b"a,b\n1,2\n", ("--title", "T"), 2, "--org"),
    ],
)
def test_the_exit_code_tells_what_went_wrong_and_the_sentence_why(
    served: Served, tmp_path: Path, content: bytes, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    done = served.torg("publish", str(tmp_path / "file.csv"), *words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_of_nobody_is_refused_in_words(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text(FIRST)
    words = ("--org", "atorp", "--title", "T", "--hub", served.url, "--token", "torg_nobody")
    done = served.torg("publish", str(tmp_path / "file.csv"), *words)
    assert (done.returncode, "token" in done.stderr) == (4, True)


def test_a_body_of_100_mb_passes_the_real_server_by_way_of_the_disk(served: Served, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1024 * 1024)
    token = served.token()
    before = peak(served.web_worker())
    with large.open("rb") as file:  # without a title: it is read to its end, and then there is something to say
        answer = httpx.post(
            f"{served.url}/api/v1/publish",
            files={"file": ("large.csv", file)},
            headers={"Authorization": f"Bearer {token}"},
            timeout=120,
        )
    assert (answer.status_code, answer.json()["code"]) == (400, "publish.title")
    assert peak(served.web_worker()) - before < 50_000
    work = served.home / "work"  # the file goes with the request, a moment after the answer
    until(lambda: not [path for path in work.iterdir() if path.name.startswith("upload")], 10)


def peak(process: psutil.Process) -> int:
    """Most memory the process ever had, in KiB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def test_every_answer_has_its_headers_and_no_cookie(served: Served) -> None:
    for path in ("/", "/nowhere", "/api/v1/datasets", "/api/v1/publications/p_x", "/static/nothing.css"):
        answer = httpx.get(served.url + path)
        assert "default-src 'self'" in answer.headers["content-security-policy"], path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


def test_a_foreign_host_name_is_refused(served: Served) -> None:
    for path in ("/", "/api/v1/datasets"):
        assert httpx.get(served.url + path, headers={"Host": "evil.example"}).status_code == 400


def test_an_address_under_the_api_that_is_not_there_is_a_problem_document(served: Served) -> None:
    answer = httpx.get(f"{served.url}/api/v1/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_the_secret_and_the_originals_are_closed_to_others(served: Served) -> None:
    assert stat.S_IMODE((served.home / "secret").stat().st_mode) == 0o600
    for folder in ("originals", "work"):
        assert stat.S_IMODE((served.home / folder).stat().st_mode) == 0o700


def test_the_whole_tree_stays_small(served: Served) -> None:
    """After all that went before: a worker that has published knows the rules of all kinds of lists."""
    total = sum(proportional(process) for process in served.tree())
    assert total < 350_000, f"{total} KiB"


def proportional(process: psutil.Process) -> int:
    lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def test_a_port_that_is_taken_is_said_in_words(served: Served) -> None:
    second = served.torg("serve", "--port", str(served.port))
    assert (second.returncode, str(served.port) in second.stderr) == (3, True)


def test_the_first_page_comes_within_three_seconds_of_computing(own: Served) -> None:
    """Of computing, because other tests may run beside: on a machine of its own that is the time on the clock."""
    own.start()
    main, web = psutil.Process(own.process.pid), own.web_worker()
    assert sum(sum(process.cpu_times()[:2]) for process in (main, web)) < 3


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_however_it_ends_nothing_is_left_running(own: Served, sign: int) -> None:
    own.start()
    until(lambda: len(own.tree()) == 3, 30)  # main, web, and the worker that tidies up after a start
    tree = own.tree()
    began = time.monotonic()
    own.end(sign)
    until(lambda: not any(process.is_running() for process in tree), 15)
    assert time.monotonic() - began < 15


def test_a_job_worker_that_is_killed_is_started_again_and_the_job_ends(own: Served, tmp_path: Path) -> None:
    own.start()
    token = own.token()
    until(lambda: len(own.tree()) == 3, 30)
    handed = hand_in(own, token, FIRST, title="Trees")
    worker = next(process for process in own.tree() if "torg.site.worker" in process.cmdline())
    worker.kill()
    until(lambda: state(own, token, handed) == "public", 60)
    assert names(own) == ["Oak"]


def test_kill_the_whole_tree_in_the_middle_and_start_again(own: Served, tmp_path: Path) -> None:
    own.start()
    token = own.token()
    first = hand_in(own, token, FIRST, title="Trees")
    until(lambda: state(own, token, first) == "public")
    second = hand_in(own, token, SECOND, dataset="trees")
    until(lambda: state(own, token, second) != "received", 30)
    for process in own.tree():
        process.kill()
    assert own.process is not None
    own.process.wait(10)
    own.start()
    assert names(own) in (["Oak"], ["Pine", "Elm"])
    until(lambda: state(own, token, second) == "public", 60)
    assert names(own) == ["Pine", "Elm"]
    page = httpx.get(f"{own.url}/api/v1/datasets/trees").json()
    assert page["tables"][0]["version"] == 2


def hand_in(hub: Served, token: str, content: str, **form: str) -> str:
    answer = httpx.post(
        f"{hub.url}/api/v1/publish",
        files={"file": ("trees.csv", content.encode())},
        data=form,
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    )
    assert answer.status_code == 202, answer.text
    return str(json.loads(answer.text)["id"])


def state(hub: Served, token: str, publication: str) -> str:
    answer = httpx.get(
        f"{hub.url}/api/v1/publications/{publication}", headers={"Authorization": f"Bearer {token}"}, timeout=60
    )
    return str(answer.json()["state"])
