"""Bad input as it comes: each function writes one file into a folder and returns it."""

import io
import struct
import zipfile
from itertools import pairwise
from pathlib import Path

import xlsxwriter

CSV = b"namn;kapacitet\nStrandbadet;12\nSj\xc3\xb6vik;7\n"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body><table><tr><td>1</td></tr></table></body></html>"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    + "]>"
)


def empty(folder: Path) -> Path:
    return _write(folder / "tom.csv", b"")


def only_blanks(folder: Path) -> Path:
    return _write(folder / "blank.csv", b"\n\n  \n")


def empty_workbook(folder: Path) -> Path:
    path = folder / "tom.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Blad1")
    return path


def pdf_called_xlsx(folder: Path) -> Path:
    return _write(folder / "lista.xlsx", PDF)


def page_called_csv(folder: Path) -> Path:
    return _write(folder / "lista.csv", PAGE)


def program_called_csv(folder: Path) -> Path:
    return _write(folder / "lista.csv", b"\x7fELF" + bytes(range(256)) * 40)


def truncated_workbook(folder: Path) -> Path:
    whole = _workbook(folder / "hel.xlsx").read_bytes()
    return _write(folder / "halv.xlsx", whole[: len(whole) // 2])


def workbook_with_broken_sheet(folder: Path) -> Path:
    return _exchanged(folder, "trasig.xlsx", lambda xml: xml[: len(xml) // 2])


def workbook_with_entities(folder: Path) -> Path:
    head = b'<?xml version="1.0" encoding="UTF-8"?>'
    return _exchanged(folder, "bomb.xlsx", lambda xml: head + BOMB.encode() + xml.split(b"?>", 1)[1])


def kml_with_entities(folder: Path) -> Path:
    place = "<Placemark><name>&i;</name><Point><coordinates>18,59</coordinates></Point></Placemark>"
    body = f'<?xml version="1.0"?>{BOMB}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{place}</Document></kml>'
    return _write(folder / "bomb.kml", body.encode())


def gml_that_reads_a_file(folder: Path) -> Path:
    body = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml">'
        "<gml:featureMember><a><b>&e;</b></a></gml:featureMember></wfs:FeatureCollection>"
    )
    return _write(folder / "fil.gml", body.encode())


def zip_bomb(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("lista.csv", "w", force_zip64=True) as out,
    ):
        block = b"0;" * (1 << 20)
        for _ in range(700):
            out.write(block)
    return path


def zip_bomb_that_lies(folder: Path) -> Path:
    """The directory says that the member is 40 bytes long; it unpacks to 64 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("lista.csv", b"a;b\n" + b"1;2\n" * (16 << 20))
    size = struct.pack("<I", 4 + 4 * (16 << 20))
    return _write(folder / "ljug.zip", packed.getvalue().replace(size, struct.pack("<I", 40)))


def zip_that_climbs(folder: Path) -> Path:
    path = folder / "klattra.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../lista.csv", CSV)
    return path


def zip_in_zip(folder: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("lista.csv", CSV)
    path = folder / "dubbel.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inre.zip", inner.getvalue())
    return path


def many_columns(folder: Path) -> Path:
    row = ",".join(f"k{n}" for n in range(10_000))
    return _write(folder / "bred.csv", (row + "\n" + ",".join("1" * 10_000) + "\n").encode())


def one_endless_line(folder: Path) -> Path:
    path = folder / "rad.csv"
    block = b"a" * (64 << 20)
    with path.open("wb") as out:
        for _ in range(32):
            out.write(block)
    return path


def deep_json(folder: Path) -> Path:
    return _write(folder / "djup.json", b"[" * 200_000 + b"]" * 200_000)


def parquet_that_is_none(folder: Path) -> Path:
    return _write(folder / "falsk.parquet", b"PAR1" + b"\x00" * 400 + struct.pack("<I", 1 << 30) + b"PAR1")


def database_that_is_none(folder: Path) -> Path:
    return _write(folder / "falsk.gpkg", b"SQLite format 3\x00" + b"\xff" * 4000)


REFUSED = {
    empty: {"file.empty"},
    only_blanks: {"file.empty"},
    empty_workbook: {"file.empty"},
    pdf_called_xlsx: {"file.pdf"},
    page_called_csv: {"file.page"},
    program_called_csv: {"file.program", "file.unknown"},
    truncated_workbook: {"file.unreadable"},
    workbook_with_broken_sheet: {"file.unreadable"},
    workbook_with_entities: {"file.entities"},
    kml_with_entities: {"file.entities"},
    gml_that_reads_a_file: {"file.entities", "file.xml"},
    zip_bomb: {"archive.size", "archive.ratio"},
    zip_bomb_that_lies: {"archive.size", "archive.ratio", "file.unreadable"},
    zip_that_climbs: {"archive.path"},
    zip_in_zip: {"archive.nested"},
    many_columns: {"columns.many"},
    one_endless_line: {"line.long"},
    deep_json: {"json.deep"},
    parquet_that_is_none: {"file.unreadable"},
    database_that_is_none: {"file.unreadable", "file.unknown"},
}


def _workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad1")
        for row in range(400):
            sheet.write_row(row, 0, [f"Plats {row}", row, row / 7])
    return path


def _exchanged(folder: Path, name: str, change) -> Path:
    """The workbook with the text of its sheet changed."""
    path = folder / name
    with zipfile.ZipFile(_workbook(folder / "hel.xlsx")) as whole, zipfile.ZipFile(path, "w") as out:
        for item in whole.namelist():
            body = whole.read(item)
            out.writestr(item, change(body) if item.endswith("sheet1.xml") else body)
    return path


def _write(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path
