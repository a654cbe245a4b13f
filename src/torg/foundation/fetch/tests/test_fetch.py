import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from torg.foundation.fetch import Limits, fetch
from torg.foundation.fetch.addresses import is_public
from torg.foundation.fetch.names import file_name
from torg.foundation.problems import Refusal

QUICK = Limits(seconds=3, grace=0.5, bytes_per_second=1000)


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        getattr(self, "page_" + self.path.strip("/").partition("?")[0].partition("/")[0])()

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_trees(self) -> None:
        named = {"Content_Disposition": 'attachment; filename="Träd 2026.csv"'.encode().decode("latin-1")}
        self.answer(body=b"name;height\noak;12\n", Content_Type="text/csv; charset=utf-8", ETag='"v1"', **named)

    def page_host(self) -> None:
        self.answer(body=self.headers["Host"].encode())

    def page_moved(self) -> None:
        self.answer(302, Location="/trees/list.csv")

    def page_around(self) -> None:
        self.answer(302, Location="/around")

    def page_inside(self) -> None:
        self.answer(302, Location=f"http://localhost:{self.server.server_port}/trees")

    def page_metadata(self) -> None:
        self.answer(302, Location="http://169.254.169.254/latest/meta-data/")

    def page_disk(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def page_large(self) -> None:
        self.answer(body=b"x" * 5000)

    def page_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 10_000)

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def page_drip_headers(self) -> None:
        for _ in range(100):
            self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.1)

    def page_silent(self) -> None:
        time.sleep(6)

    def page_missing(self) -> None:
        self.answer(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  they hang up, that is the point
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORG_FETCH_ALLOW", "127.0.0.1/32")


def refused(url: str, into: Path, limits: Limits = QUICK) -> str:
    with pytest.raises(Refusal) as caught:
        fetch(url, into / "file", limits=limits)
    return caught.value.problem.code


@pytest.mark.usefixtures("allowed")
def test_a_file_is_written_with_its_name_type_and_mark(site: str, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    fetched = fetch(f"{site}/trees", tmp_path / "file", progress=lambda done, total: seen.append((done, total)))
    assert (tmp_path / "file").read_bytes() == b"name;height\noak;12\n"
    assert (fetched.media_type, fetched.etag, fetched.bytes) == ("text/csv", '"v1"', 19)
    assert fetched.name.endswith("2026.csv")
    assert seen[-1] == (19, 19)


@pytest.mark.usefixtures("allowed")
def test_a_redirect_is_followed_and_the_last_address_is_told(site: str, tmp_path: Path) -> None:
    assert fetch(f"{site}/moved", tmp_path / "file").url == f"{site}/trees/list.csv"


@pytest.mark.usefixtures("allowed")
def test_the_server_is_asked_by_its_name_though_the_checked_address_is_called(site: str, tmp_path: Path) -> None:
    fetch(f"{site}/host", tmp_path / "file")
    assert f"http://{(tmp_path / 'file').read_text()}" == site


def test_an_internal_address_is_refused_unless_it_is_allowed(site: str, tmp_path: Path) -> None:
    assert refused(f"{site}/trees", tmp_path) == "fetch.internal"
    assert refused("http://localhost:1/", tmp_path) == "fetch.internal"
    assert refused("http://[::1]/", tmp_path) == "fetch.internal"
    assert refused("http://2130706433/", tmp_path) == "fetch.internal"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("metadata", "fetch.internal"),
        ("disk", "fetch.address"),
        ("around", "fetch.redirects"),
        ("missing", "fetch.status"),
        ("drip", "fetch.slow"),
        ("drip_headers", "fetch.slow"),
        ("silent", "fetch.slow"),
    ],
)
def test_what_must_not_be_fetched_is_refused_in_bounded_time(site: str, tmp_path: Path, page: str, code: str) -> None:
    began = time.monotonic()
    assert refused(f"{site}/{page}", tmp_path) == code
    assert time.monotonic() - began < 5


def test_a_redirect_into_the_network_is_refused_though_its_start_was_allowed(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORG_FETCH_ALLOW", "public.test")
    answer_names(monkeypatch, {"public.test": ["127.0.0.1"]})
    assert refused(f"{site.replace('127.0.0.1', 'public.test')}/inside", tmp_path) == "fetch.internal"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("page", ["large", "endless"])
def test_a_file_past_the_limit_is_refused_whether_or_not_its_size_was_told(
    site: str, tmp_path: Path, page: str
) -> None:
    assert refused(f"{site}/{page}", tmp_path, Limits(bytes=4000, seconds=3)) == "fetch.large"


def answer_names(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[str]:
    """A name server of the test's own: the operating system's is not ours to change."""
    asked: list[str] = []
    real: Callable[..., list[tuple]] = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *args: object, **kwargs: object) -> list[tuple]:
        if host not in names:
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_is_looked_up_once_so_a_second_answer_cannot_differ(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORG_FETCH_ALLOW", "127.0.0.1/32")
    asked = answer_names(monkeypatch, {"data.test": ["127.0.0.1"]})
    fetch(f"{site.replace('127.0.0.1', 'data.test')}/trees", tmp_path / "file")
    assert asked == ["data.test"]


def test_a_name_with_one_internal_address_among_public_ones_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_names(monkeypatch, {"data.test": ["93.184.216.34", "10.0.0.1"]})
    assert refused("http://data.test/", tmp_path) == "fetch.internal"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "trees.csv", "http://", "http://[::1", "", "javascript:1", "http://xn--/"]
)
def test_what_is_not_a_web_address_is_refused(url: str, tmp_path: Path) -> None:
    assert refused(url, tmp_path) == "fetch.address"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "ff02::1", "240.0.0.1", "198.18.0.1", "192.0.0.192", "168.63.129.16", "::ffff:168.63.129.16",
        "fec0::1", "64:ff9b:1::7f00:1", "::127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("disposition", "path", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "/x", "passwd"),
        ("attachment; filename=C:\\temp\\list.xlsx", "/x", "list.xlsx"),
        ("attachment; filename*=UTF-8''B%C3%A4der.csv", "/x", "Bäder.csv"),
        ('attachment; filename=".htaccess"', "/x", "htaccess"),
        ('attachment; filename="a\x00b\x1f.csv"', "/x", "ab.csv"),
        ("", "/data/B%C3%A4der.csv", "Bäder.csv"),
        ("", "/data/", "data"),
        ("", "/", "download"),
        ("inline", "/a%2F..%2Fb.csv", "b.csv"),
        ("", "/" + "x" * 300 + ".geojson", "x" * 112 + ".geojson"),
    ],
)
def test_file_names_are_plain(disposition: str, path: str, name: str) -> None:
    assert file_name(disposition, path) == name
