"""What a file is, whatever it is called."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from torg.engine.formats import detect
from torg.foundation.problems import Refusal


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def ole(stream: str) -> bytes:
    """The look of an old Office container: its signature, and a directory that names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\x00") + stream.encode("utf-16-le").ljust(128, b"\x00")


MIME = "application/vnd.oasis.opendocument."
LOCKED_ODS = {
    "mimetype": (MIME + "spreadsheet").encode(),
    "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    "content.xml": b"?",
}
STRANGERS = {
    "report.xlsx": (b"%PDF-1.7\n%\xe2\xe3", "file.pdf"),
    "bild.csv": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "file.picture"),
    "foto.csv": (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "file.picture"),
    "ritning.csv": (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "file.picture"),
    "tabell.csv": (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html><body>404</body></html>", "file.page"),
    "sida.xls": (b"<!-- saved --><HTML><table></table></HTML>", "file.page"),
    "program.csv": (b"MZ\x90\x00" + b"\x00" * 60, "file.program"),
    "skript.csv": (b"\x7fELF" + b"\x00" * 60, "file.program"),
    "text.docx": (zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "file.document"),
    "bilder.pptx": (zipped({"ppt/presentation.xml": b"<p/>"}), "file.document"),
    "text.odt": (zipped({"mimetype": (MIME + "text").encode()}), "file.document"),
    "text.doc": (ole("WordDocument"), "file.document"),
    "text.rtf": (b"{\\rtf1 hej}", "file.document"),
    "hemlig.xlsx": (ole("EncryptedPackage"), "file.password"),
    "hemlig.ods": (zipped(LOCKED_ODS), "file.password"),
    "axel.px": (b'CHARSET="ANSI";\nMATRIX="BE01";\nSTUB="Kommun";\nDATA=\n1 2;', "file.pcaxis"),
    "arkiv.7z": (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 20, "archive.kind"),
    "katalog.rdf": (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'></rdf:RDF>", "file.catalogue"),
    "katalog.ttl": (b"@prefix dcat: <http://www.w3.org/ns/dcat#> .\n", "file.catalogue"),
    "nagot.xml": (b"<?xml version='1.0'?><d2LogicalModel/>", "file.xml"),
    "slump.csv": (struct.pack("<200I", *range(1, 20_001, 100)), "file.unknown"),
    "tom.csv": (b"", "file.empty"),
    "blank.csv": (b"\xef\xbb\xbf \r\n\r\n", "file.empty"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_file_without_a_table_is_refused_by_what_it_is(tmp_path: Path, name: str) -> None:
    content, code = STRANGERS[name]
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        detect(path, name)
    assert refusal.value.problem.code == code
    assert "?" not in refusal.value.problem.sentence().replace(name, "")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("BM;Ort\n1;Åre\n", "csv"),
        ("MZ,1\nPK,2\n", "csv"),
        ("[Förslag];x\n1;2\n", "csv"),
        ("{a;b}\n1;2\n", "csv"),
        ("a\tb\n1\t2\n", "csv"),
        ("CODE=1;2\n3;4\n", "csv"),
        ("1;<b>fet</b>\n2;x\n", "csv"),
        ('[{"id": 1, "type": "Point"}]', "json"),
        ('{"id": 1,\n "rows": [{"a": 1}]}', "json"),
        ('{"a": 1}\n{"a": 2}\n', "ndjson"),
        ('{"features": [{"attributes": {"a": 1}, "geometry": {"x": 1, "y": 2}}]}', "json"),
        (
            '{"features": [{"type": "Feature", "geometry": null, "properties": {}}], "type": "FeatureCollection"}',
            "geojson",
        ),
        ('[{"type": "Feature", "geometry": null, "properties": {}}]', "geojson"),
        ('{"type": "Point", "coordinates": [1, 2]}', "geojson"),
        ('{"type": "GeometryCollection", "geometries": []}', "geojson"),
        ('HTTP/1.1 200 OK\nContent-Type: x\n\n{"rows": [{"a": 1}]}', "json"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_what_stands_in_it(tmp_path: Path, content: str, kind: str, encoding: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content.encode(encoding))
    assert detect(path, "wrong.xlsx").name == kind
