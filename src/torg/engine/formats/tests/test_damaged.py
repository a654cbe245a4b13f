"""A damaged file gives a table or one clear sentence, in every format; never a fault of ours."""

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import torg.engine.formats as formats
from torg.engine.formats import FORMATS, Format
from torg.engine.formats.tests.whole import whole
from torg.foundation.problems import Refusal

SAMPLES = [
    sample
    for sample in sorted(Path(formats.__file__).parent.glob("*/sample.*"))
    if not sample.name.endswith("expected.json")
]


def damaged(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content))]
    result = bytearray(content)
    for _ in range(chance.choice([1, 3, 20])):
        place = chance.randrange(len(result))
        result[place : place + chance.randrange(4)] = chance.choice([b"\xff\xff\xff\xff", b"\x00", chance.randbytes(2)])
    return bytes(result)


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """One member of the archive is damaged; the archive itself is whole."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        chosen = chance.choice([name for name in source.namelist() if source.getinfo(name).file_size > 1])
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, damaged(part, chance) if name == chosen else part)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.parent.name)
def test_damage_ends_in_a_table_or_in_a_sentence(sample: Path, seed: int, tmp_path: Path) -> None:
    kind, chance = FORMATS[sample.parent.name], random.Random(seed)
    content = sample.read_bytes()
    place = tmp_path / sample.name
    inside = content.startswith(b"PK") and seed % 2
    place.write_bytes(damaged_inside(content, chance) if inside else damaged(content, chance))
    assert outcome(kind, place)


def outcome(kind: Format, place: Path) -> str:
    """In words: what became of the file."""
    if not kind.detect(place.read_bytes()[: 1 << 16], place):
        return "taken for something else"
    try:
        for layer in kind.layers(place):
            for batch in whole(kind.read(place, layer.name))[0]:
                batch.validate(full=True)
    except Refusal as refusal:
        return refusal.problem.sentence()
    return "a table"
