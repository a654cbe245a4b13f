"""Binary workbooks: errors stay visible, sheets that reach too far are refused before they are laid out."""

import struct
import zipfile
from pathlib import Path

import pytest

from torg.engine.formats import xlsb
from torg.foundation.problems import Refusal

XLSB = xlsb.Xlsb()
SAMPLE = Path(xlsb.__file__).parent / "sample.xlsb"


def place_with(tmp_path: Path, old: bytes, new: bytes) -> Path:
    """The sample with some bytes of its first sheet exchanged."""
    place = tmp_path / "book.xlsb"
    with zipfile.ZipFile(SAMPLE) as source, zipfile.ZipFile(place, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old, new) if name.endswith("sheet1.bin") else part)
            assert not name.endswith("sheet1.bin") or old in part
    return place


def number(column: int, value: float) -> bytes:
    return bytes([5, 16]) + struct.pack("<IId", column, 0, value)


def test_a_cell_with_an_error_says_so(tmp_path: Path) -> None:
    error = bytes([3, 9]) + struct.pack("<IIB", 2, 0, 0x2A)
    content = XLSB.read(place_with(tmp_path, number(2, 9001.0), error), "Badplatser")
    (batch,) = content.batches
    assert (batch.column("c2")[5].as_py(), batch.column("k2")[5].as_py()) == ("#N/A", 5)


def test_the_kinds_of_cells_are_told() -> None:
    (batch,) = XLSB.read(SAMPLE, "Badplatser").batches
    assert [batch.column(f"k{at}")[4].as_py() for at in range(5)] == [0, 1, 1, 3, 4]


def test_hidden_sheets_are_told() -> None:
    assert [(layer.name, layer.rows, layer.hidden) for layer in XLSB.layers(SAMPLE)] == [
        ("Badplatser", 6, False), ("Gammalt", 1, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (number(2, 9001.0), number(16_000, 1.0), "columns.many"),
        (b"\x00\x11" + struct.pack("<I", 5), b"\x00\x11" + struct.pack("<I", 900_000_000), "size.cells"),
        (b"\x92\x01\x00", b"\x92\x01\xff\xff\xff", "file.unreadable"),
    ],
)
def test_sheets_that_reach_too_far_and_broken_ones_are_refused(
    tmp_path: Path, old: bytes, new: bytes, code: str
) -> None:
    with pytest.raises(Refusal) as stop:
        XLSB.read(place_with(tmp_path, old, new), "Badplatser")
    assert stop.value.problem.code == code
