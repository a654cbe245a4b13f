"""From the text of a file, YAML or JSON, to values with lines; hostile ones are stopped by limits, not by luck."""

from pathlib import Path

import yaml

from torg.foundation.problems import refuse

from .json_text import marked_json
from .limits import DEEPEST, LONGEST, MOST_ENTRIES, MOST_VALUES
from .marked import Mapped, Node, Scalar, Series

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def file_text(path: Path) -> str:
    """Raises Refusal where it is too long or no UTF-8 text."""
    if path.stat().st_size > LONGEST:
        raise refuse("spec.large", file=path.name, line=1, limit=LONGEST // 1_000_000)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise refuse("spec.letters", file=path.name, line=line) from None


def marked(text: str, file: str) -> Node:
    """Raises Refusal, with file and line, where the text is no YAML or JSON or passes a limit."""
    if len(text) > LONGEST:
        raise refuse("spec.large", file=file, line=1, limit=LONGEST // 1_000_000)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return marked_json(text.lstrip("\ufeff"), file)
    return _Building(file).of(text)


class _Building:
    """Builds values from the events of the YAML parser: anchors, and with them YAML bombs, are refused on sight."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.open: list[_Open] = []
        self.values = 0

    def of(self, text: str) -> Node:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                line = event.start_mark.line + 1 if event.start_mark else 1
                if (done := self._take(event, line)) is not None:
                    return done
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else text[: getattr(error, "position", 0)].count("\n") + 1
            raise refuse("spec.unreadable", file=self.file, line=line) from None
        raise refuse("spec.nothing", file=self.file, line=1)

    def _take(self, event: yaml.Event, line: int) -> Node | None:
        """The whole document once its last event has come."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise refuse("spec.values", file=self.file, line=line, limit=MOST_VALUES)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise refuse("spec.anchor", file=self.file, line=line)
        if isinstance(event, yaml.ScalarEvent):
            return self._put(Scalar(event.value, line, not event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            self._open(Series([], line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(Mapped({}, line))
        elif isinstance(event, yaml.CollectionEndEvent):
            return self._put(self.open.pop().node)
        return None

    def _open(self, node: Series | Mapped) -> None:
        self.open.append(_Open(node))
        if len(self.open) > DEEPEST:
            raise refuse("spec.deep", file=self.file, line=node.line, limit=DEEPEST)

    def _put(self, node: Node) -> Node | None:
        if not self.open:
            return node
        self.open[-1].take(node, self.file)
        return None


class _Open:
    """A list or mapping whose end has not come yet; ``key`` is the one that waits for its value."""

    def __init__(self, node: Series | Mapped) -> None:
        self.node = node
        self.key: Scalar | None = None

    def take(self, node: Node, file: str) -> None:
        if isinstance(self.node, Series):
            self.node.items.append(node)
            if len(self.node.items) > MOST_ENTRIES:
                raise refuse("spec.list_long", file=file, line=self.node.line, limit=MOST_ENTRIES)
        elif self.key is None:
            self.key = waiting_key(node, self.node, file)
        else:
            self.node.entries[self.key.text] = node
            self.node.lines[self.key.text] = self.key.line
            self.key = None


def waiting_key(node: Node, into: Mapped, file: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise refuse("spec.unreadable", file=file, line=node.line)
    if node.text in into.entries:
        raise refuse("spec.key_twice", file=file, line=node.line, key=node.text, other=into.lines[node.text])
    return node
