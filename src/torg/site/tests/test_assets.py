import gzip
import json
import re
from pathlib import Path

import pytest

from torg.site import assets

MAP = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css")


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Stands for node_modules: files of the right names with other bytes."""
    for package, start, end, _ in assets.FONTS.values():
        for part in assets.RANGES:
            font = tmp_path / "modules" / package / "files" / f"{start}-{part}-{end}.woff2"
            font.parent.mkdir(parents=True, exist_ok=True)
            font.write_bytes(f"{package} {part}".encode())
    for name in MAP:
        library = tmp_path / "modules" / "maplibre-gl" / "dist" / name
        library.parent.mkdir(parents=True, exist_ok=True)
        library.write_bytes(name.encode())
    return tmp_path / "modules"


def test_all_files_have_names_with_digests_and_the_list_knows_them(modules: Path, tmp_path: Path) -> None:
    names = assets.build(modules, tmp_path / "made")
    fonts = {f"{f}-{p}.woff2" for f in assets.FONTS for p in assets.RANGES}
    scripts = {script.name for script in assets.scripts()}
    assert set(names) == fonts | {"torg.css", "torg.svg"} | scripts | set(MAP)
    assert json.loads((tmp_path / "made" / "assets.json").read_text()) == names
    assert all((tmp_path / "made" / name).is_file() for name in names.values())


def test_text_is_packed_beside_itself(modules: Path, tmp_path: Path) -> None:
    names = assets.build(modules, tmp_path / "made")
    packed = (tmp_path / "made" / f"{names['torg.css']}.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "made" / names["torg.css"]).read_bytes()
    assert not list((tmp_path / "made").glob("*.woff2.gz"))


def test_the_style_sheet_names_our_own_files_only(modules: Path, tmp_path: Path) -> None:
    names = assets.build(modules, tmp_path / "made")
    css = (tmp_path / "made" / names["torg.css"]).read_text()
    assert "http" not in css
    assert set(re.findall(r"url\(([^)]*)\)", css)) == {name for name in names.values() if name.endswith("woff2")}
    assert css.count("{") == css.count("}")


def test_the_same_content_gets_the_same_name(modules: Path, tmp_path: Path) -> None:
    assert assets.build(modules, tmp_path / "one") == assets.build(modules, tmp_path / "two")


def test_missing_fonts_are_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Run npm ci"):
        assets.build(tmp_path, tmp_path / "made")


def test_the_lock_of_the_front_end_names_no_host() -> None:
    lock = assets.HOUSE.parent.parent / "package-lock.json"
    assert "://" not in lock.read_text()
