"""Files that hold no table we could read, and the sentence for each: PDF, pictures, pages, locked workbooks ..."""

import re
import zipfile
from pathlib import Path

from torg.foundation.problems import Refusal, refuse

_BY_FIRST_BYTES = (
    (b"%PDF", "file.pdf"),
    (b"\x89PNG", "file.picture"),
    (b"\xff\xd8\xff", "file.picture"),
    (b"GIF8", "file.picture"),
    (b"II*\x00", "file.picture"),
    (b"MM\x00*", "file.picture"),
    (b"BM", "file.picture"),
    (b"MZ", "file.program"),
    (b"\x7fELF", "file.program"),
    (b"\xfe\xed\xfa\xcf", "file.program"),
    (b"\xcf\xfa\xed\xfe", "file.program"),
    (b"{\\rtf", "file.document"),
    (b"@prefix", "file.catalogue"),
    (b"@base", "file.catalogue"),
    (b"PREFIX ", "file.catalogue"),
    (b"7z\xbc\xaf\x27\x1c", "archive.kind"),
    (b"Rar!", "archive.kind"),
    (b"BZh", "archive.kind"),
    (b"\xfd7zXZ\x00", "archive.kind"),
    (b"\x28\xb5\x2f\xfd", "archive.kind"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "file.password"),
    ("WordDocument", "file.document"),
    ("PowerPoint Document", "file.document"),
)
_ZIP_MEMBERS = (
    ("word/document.xml", "file.document"),
    ("ppt/presentation.xml", "file.document"),
    ("AndroidManifest.xml", "file.program"),
    ("META-INF/MANIFEST.MF", "file.program"),
)
_ODF_DOCUMENTS = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.presentation",
    b"application/vnd.oasis.opendocument.graphics",
)
_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PICTURE_TEXT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", re.I | re.S
)
_PC_AXIS = re.compile(rb"\s*[A-Z][A-Z-]+(?:\[\w+\])?(?:\([^)\n]*\))?\s*=[^;]*;")
_CATALOGUE = re.compile(rb"<(?:rdf:RDF|csw:\w+|gmd:MD_Metadata)\b")
_MARKUP = re.compile(rb"\s*<[?!A-Za-z]")
_SCAN = 64 << 20


def refuse_stranger(head: bytes, path: Path, name: str) -> None:
    """Raises Refusal where the first bytes, or the directory of a container, tell that this is no table."""
    code = _code(head.removeprefix(b"\xef\xbb\xbf"), path)
    if code:
        raise refuse(code, file=name)


def unknown(head: bytes, name: str) -> Refusal:
    """The refusal of a file that no format claims."""
    head = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if not _MARKUP.match(head):
        return refuse("file.unknown", file=name)
    return refuse("file.catalogue" if _CATALOGUE.search(head) else "file.xml", file=name)


def _code(head: bytes, path: Path) -> str | None:
    for first, code in _BY_FIRST_BYTES:
        if head.startswith(first) and not (first in (b"BM", b"MZ") and b"\x00" not in head[:64]):
            return code
    if head.startswith(_OLE):
        return _ole_code(path)
    if head.startswith(b"PK\x03\x04"):
        return _zip_code(path)
    return _text_code(head)


def _text_code(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    if _PAGE.match(head):
        return "file.page"
    if _PICTURE_TEXT.match(head):
        return "file.picture"
    if _PC_AXIS.match(head) and b";" in head and re.search(rb"(?m)^(?:STUB|HEADING|MATRIX|AXIS-VERSION)\s*=", head):
        return "file.pcaxis"
    return None


def _ole_code(path: Path) -> str | None:
    with path.open("rb") as file:
        content = file.read(_SCAN)
    for stream, code in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return code
    return None


def _zip_code(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            locked = "META-INF/manifest.xml" in names and b"encryption-data" in _start(archive, "META-INF/manifest.xml")
            kind = _start(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return None
    if locked:
        return "file.password"
    if kind.startswith(_ODF_DOCUMENTS):
        return "file.document"
    return next((code for member, code in _ZIP_MEMBERS if member in names), None)


def _start(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as file:
        return file.read(1 << 20)
