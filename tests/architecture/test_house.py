"""Guards for what a linter cannot see. Each says what to do."""

import ast
import re

import pytest

from architecture.tree import DJANGO_DOORS, HEIGHT, ONE_ROOM, ROOT, SOURCE, calls, imported, offered, room_of, sources
from torg.foundation.language import codes

FORBIDDEN_NAMES = re.compile(r"^(utils?|helpers?|common|misc|base|core|managers?|services?)$")
STATEMENTS = {"Problem", "Step", "Question", "refuse", "fine", "doubtful", "broken"}


def test_rooms_are_entered_by_their_doors():
    windows = [
        f"{path.relative_to(ROOT)}:{line} imports {name}: import the room itself"
        for path in sources()
        for line, name in imported(path)
        if _by_a_window(room_of(path), name.split(".")[1:])
    ]
    assert windows == []


def _by_a_window(own, parts):
    """Whether a name lies behind a room's door: neither what the room offers nor, in Django rooms, an open module."""
    room, inside = ".".join(parts[:2]), parts[2:]
    if parts[0] not in HEIGHT or parts[0] in ("foundation", *ONE_ROOM) or room == own or not inside:
        return False
    return inside[0] not in DJANGO_DOORS and inside[0] not in offered(room)


def test_foreign_keys_point_downwards():
    upwards = []
    for path in SOURCE.rglob("models.py"):
        floor = path.relative_to(SOURCE).parts[0]
        for call in calls(path):
            target = call.args[0] if call.args else None
            named = getattr(call.func, "attr", "") in ("ForeignKey", "OneToOneField", "ManyToManyField")
            if named and isinstance(target, ast.Constant) and "." in str(target.value):
                app = str(target.value).split(".")[0]
                owner = next((p for p in SOURCE.glob(f"*/{app}") if p.is_dir()), None)
                if owner and HEIGHT[owner.parent.name] > HEIGHT[floor]:
                    upwards.append(f"{path.relative_to(ROOT)}:{call.lineno} -> {target.value}")
    assert upwards == []


def test_templates_include_nothing_from_a_higher_floor():
    owners = {path.name: path.relative_to(SOURCE).parts[0] for path in SOURCE.rglob("*.html")}
    upwards = []
    for path in SOURCE.rglob("*.html"):
        floor = path.relative_to(SOURCE).parts[0]
        for used in re.findall(r"{%-?\s*(?:include|extends|import|from)\s+[\"']([^\"']+)", path.read_text()):
            owner = owners.get(used.rsplit("/", 1)[-1])
            if owner and HEIGHT[owner] > HEIGHT[floor]:
                upwards.append(f"{path.relative_to(ROOT)} uses {used}")
    assert upwards == []


def test_every_code_has_a_sentence():
    said, known = set(), codes()
    for path in sources():
        for call in calls(path):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in STATEMENTS and call.args and isinstance(call.args[0], ast.Constant):
                said.add((str(call.args[0].value), str(path.relative_to(ROOT))))
    assert said, "the guard found no code at all: it looks in the wrong place"
    assert sorted(f"{code} ({path})" for code, path in said if code not in known) == []


def test_sentences_follow_the_copy_rules():
    banned = re.compile(
        r"\b(please|sorry|oops|invalid|illegal|forbidden|failed|null|NaN|parse|regex|payload)\b|!", re.I
    )
    faults = [f"{code}: {words}" for code, words in _sentences() if banned.search(words)]
    assert faults == []


def _sentences():
    from torg.foundation.language import catalogue

    for message in catalogue("en"):
        if message.id:
            forms = message.string if isinstance(message.string, tuple | list) else [message.string]
            yield from ((str(message.id), form) for form in forms)


def test_no_file_has_a_name_that_says_nothing():
    assert [str(p.relative_to(ROOT)) for p in sources(tests=True) if FORBIDDEN_NAMES.match(p.stem)] == []


def test_every_module_says_what_it_is():
    silent = [str(p.relative_to(ROOT)) for p in sources() if not ast.get_docstring(ast.parse(p.read_text("utf-8")))]
    assert silent == []


def test_functions_stay_short():
    lengths = sorted(_function_lengths())
    too_long = [f"{name} ({length})" for length, name in lengths if length > 60]
    assert too_long == [], "above 60 lines: split it"
    ninetieth = lengths[int(len(lengths) * 0.9)][0]
    assert ninetieth <= 30


def _function_lengths():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


@pytest.mark.parametrize("folder", ["formats"])
def test_every_plug_in_has_a_label_and_an_example(folder):
    from torg.engine.formats import FORMATS

    for plugin in FORMATS:
        home = SOURCE / "engine" / folder / type(plugin).__module__.split(".")[3]
        assert plugin.label, plugin.name
        assert list(home.glob("sample.*")), f"{home} needs a sample"


def test_every_setting_has_a_heading_in_the_docs():
    used = set()
    for path in sources():
        used |= set(re.findall(r"\bTORG_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8")))
    documented = set(re.findall(r"^#+ `?(TORG_[A-Z_]+)", (ROOT / "docs/run/settings.md").read_text(), re.M))
    assert sorted(used - documented - {"TORG_SHARED"}) == []


def test_documents_name_no_machine_path():
    named = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *sources(tests=True)]:
        if re.search(r"(?<![\w.])/(work|root|farm)/", path.read_text(encoding="utf-8")):
            named.append(str(path.relative_to(ROOT)))
    assert named == []
