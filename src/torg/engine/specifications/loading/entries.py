"""Takes values out of a mapping as what they have to be, and notes with file and line where they are not."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from ..model import Words
from .marked import Faults, Mapped, Node, Scalar, Series, natural

TRUE, FALSE = ("true", "True", "TRUE", "yes"), ("false", "False", "FALSE", "no")


def _fix(near: Sequence[str]) -> dict[str, str]:
    return {"fix": near[0]} if near else {}


class Entries:
    """``faults`` are shared by all files of a specification; ``file`` is the one these values stand in."""

    def __init__(self, node: Mapped, file: str, faults: Faults) -> None:
        self.node = node
        self.file = file
        self.faults = faults

    def __contains__(self, key: str) -> bool:
        node = self.node.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.empty)

    def line(self, key: str | None = None) -> int:
        return self.node.lines.get(key or "", self.node.line)

    def note(self, code: str, at: str | None = None, /, **facts: object) -> None:
        """``at`` is the key on whose line it is."""
        self.faults.note(code, file=self.file, line=self.line(at), **facts)

    def known(self, keys: Collection[str]) -> None:
        """Notes every key that is none of these, with the one that may be meant."""
        for key in self.node.entries:
            if self.faults.full:
                return
            if key not in keys:
                near = get_close_matches(key, keys, 1, 0.6)
                self.note("spec.key_near" if near else "spec.key", key, key=key, **_fix(near))

    def need(self, *keys: str) -> None:
        for key in keys:
            node = self.node.entries.get(key)
            if key not in self or (isinstance(node, Scalar) and not node.text.strip()):
                self.note("spec.missing", key, key=key)

    def text(self, key: str, default: str = "") -> str:
        return self.maybe_text(key) or default

    def maybe_text(self, key: str) -> str | None:
        if key not in self:
            return None
        node = self.node.entries[key]
        if isinstance(node, Scalar):
            return node.text.strip()
        self.note("spec.not_text", key, key=key)
        return None

    def flag(self, key: str, default: bool = False) -> bool:
        node = self.node.entries.get(key)
        if key not in self or not isinstance(node, Scalar):
            return default
        if node.text not in (*TRUE, *FALSE):
            self.note("spec.not_flag", key, key=key, value=node.text)
        return node.text in TRUE

    def whole(self, key: str) -> int | None:
        if (written := self.maybe_text(key)) is None:
            return None
        if not written.isdecimal() or len(written) > 9:
            self.note("spec.not_whole", key, key=key, value=written)
            return None
        return int(written)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        if key not in self.node.entries:
            return ()
        node = self.node.entries[key]
        items = node.items if isinstance(node, Series) else [node]
        if not all(isinstance(item, Scalar) for item in items):
            self.note("spec.not_texts", key, key=key)
        return tuple(item.text for item in items if isinstance(item, Scalar) and not item.empty)

    def words(self, key: str) -> Words:
        """One text per language."""
        return {code: one.text(code) for code, one in self._languages(key) if code in one}

    def word_lists(self, key: str) -> Mapping[str, tuple[str, ...]]:
        return {code: one.texts(code) for code, one in self._languages(key)}

    def _languages(self, key: str) -> list[tuple[str, "Entries"]]:
        languages = self.inner(key)
        if languages is None:
            return []
        for code in languages.node.entries:
            if code and not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
                languages.note("spec.language", code, key=key, value=code)
        return [(code, languages) for code in languages.node.entries]

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        written = self.text(key, default)
        if written in choices:
            return written
        self.unfit("spec.choice", key, written, choices)
        return default

    def unfit(self, code: str, key: str, written: str, choices: Collection[str]) -> None:
        """Notes what is none of the choices, with the one that may be meant."""
        near = [] if self.faults.full else get_close_matches(written, choices, 1, 0.6)
        self.note(f"{code}_near" if near else code, key, key=key, value=written, choices=list(choices), **_fix(near))

    def inner(self, key: str) -> "Entries | None":
        if key not in self:
            return None
        node = self.node.entries[key]
        if isinstance(node, Mapped):
            return Entries(node, self.file, self.faults)
        self.note("spec.not_mapping", key, key=key)
        return None

    def each(self, key: str) -> list["Entries"]:
        """The mappings of a list; a mapping alone is a list of one."""
        if key not in self:
            return []
        node = self.node.entries[key]
        items: list[Node] = node.items if isinstance(node, Series) else [node]
        found = []
        for item in items:
            if isinstance(item, Mapped):
                found.append(Entries(item, self.file, self.faults))
            else:
                self.faults.note("spec.not_mapping", file=self.file, line=item.line, key=key)
        return found

    def natural(self, key: str) -> object:
        return natural(self.node.entries[key]) if key in self.node.entries else None
