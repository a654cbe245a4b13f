"""The index is a copy of the shelf: it is caught up before a search, and made anew where it is missing or damaged."""

import contextlib
import logging
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import IO, cast

import orjson
import tantivy

from torg.engine.shelf import BEFORE_ALL, Shelf, ShelvedDataset

from .folder import alone, clear, sound
from .schema import STATE, kind_of_index, prepare, schema
from .writing import document

FEW = 200
"""So many changes are caught up with while somebody waits for the answer (about 0.1 s); more by a process apart."""
_AT_ONCE = 10_000
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 100_000_000
_PATIENCE = 3.0
_BETWEEN_BUILDERS = 5.0
_KEPT_FOR = 24 * 3600
log = logging.getLogger("torg.search")


@dataclass(frozen=True)
class State:
    """Up to which place in the shelf's changes an index knows; ``whole`` once it has known all of them."""

    place: tuple[int, str] = BEFORE_ALL
    whole: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """An index as it stood at one moment."""

    searcher: tantivy.Searcher
    state: State


class Keeper:
    """One per process is enough; several, in as many processes, share the folder."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self._shelf, self._top = shelf, folder
        self._lock = Lock()
        self._index: tantivy.Index | None = None
        self._opened: Opened | None = None
        self._known = -1
        self._builder: subprocess.Popen[bytes] | None = None
        self._builder_began = 0.0

    @property
    def folder(self) -> Path:
        return self._top / kind_of_index(self._shelf.identity())

    def current(self) -> Opened:
        """The index, knowing what the shelf says now, unless that is too much to wait for."""
        revision = self._shelf.revision()
        opened = self._opened
        if opened is not None and revision == self._known:
            return opened
        with self._lock:
            return self._caught_up(revision)

    def distrust(self) -> None:
        """Called where a search broke: the index is looked at again, and if need be made anew."""
        with self._lock:
            self._index = self._opened = None
            self._known = -1

    def build(self) -> None:
        """All changes, however many, in this process; waits while another one writes."""
        with alone(self._top, patience=3600), self._lock:
            index = self._openable()
            while _write(index, self._shelf, _state(index), _AT_ONCE):
                pass
            self._sweep()

    def _caught_up(self, revision: int) -> Opened:
        index = self._index or self._open()
        opened = _look(index)
        if opened.state.place[0] > revision:  # the shelf is an older one than it was: nothing we know can be trusted
            index = self._anew()
            opened = _look(index)
        self._index = index
        waiting = self._shelf.changed(opened.state.place, FEW + 1)
        if waiting > FEW:
            self._start_builder()
        elif waiting or not opened.state.whole:
            opened, waiting = self._catch_up(index, opened)
        self._known = -1 if waiting else revision
        self._opened = opened
        return opened

    def _catch_up(self, index: tantivy.Index, opened: Opened) -> tuple[Opened, bool]:
        """The index afterwards, and whether something still waits.

        Where another process is writing for long, or the disk is full, the answer is a little old, not missing.
        """
        try:
            with alone(self._top, _PATIENCE) as only:
                if only:
                    _write(index, self._shelf, _state(index), FEW + 1)
        except (OSError, ValueError):
            log.warning("the search could not be caught up", exc_info=True)
            return opened, True
        return _look(index), not only

    def _open(self) -> tantivy.Index:
        if sound(self.folder):
            try:
                return _opened(self.folder)
            except ValueError:
                log.warning("the index of the search cannot be opened", exc_info=True)
        return self._anew()

    def _anew(self) -> tantivy.Index:
        """What is there is of no use, unless another process has put a better one in its place meanwhile."""
        before = _stamp(self.folder)
        with alone(self._top, _PATIENCE):
            if _stamp(self.folder) == before:
                clear(self.folder)
            return self._openable()

    def _openable(self) -> tantivy.Index:
        """Called by the only writer."""
        if not sound(self.folder):
            clear(self.folder)
            self.folder.mkdir(parents=True)
            prepare(tantivy.Index(schema(), path=str(self.folder)))
        return _opened(self.folder)

    def _start_builder(self) -> None:
        """A process apart: making an index keeps a processor busy for a while, and answers must not wait for it."""
        running = self._builder is not None and self._builder.poll() is None
        if running or time.monotonic() - self._builder_began < _BETWEEN_BUILDERS:
            return
        command = [sys.executable, "-m", "torg.engine.search", str(self._top)]
        self._builder = subprocess.Popen(command, stdin=subprocess.PIPE)
        self._builder_began = time.monotonic()
        told = cast("IO[bytes]", self._builder.stdin)  # not as an argument: others on the machine can read those
        with contextlib.suppress(BrokenPipeError), told:
            told.write(self._shelf.address.encode())

    def _sweep(self) -> None:
        """Indexes of other kinds that nobody has written to for a day."""
        for other in self._top.iterdir():
            if other.is_dir() and other != self.folder and time.time() - other.stat().st_mtime > _KEPT_FOR:
                clear(other)


def _stamp(folder: Path) -> int:
    """Differs for an index made anew."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _opened(folder: Path) -> tantivy.Index:
    index = prepare(tantivy.Index.open(str(folder)))
    index.config_reader("manual")
    return index


def _look(index: tantivy.Index) -> Opened:
    index.reload()
    searcher = index.searcher()
    return Opened(searcher, _state_in(searcher))


def _state(index: tantivy.Index) -> State:
    index.reload()
    return _state_in(index.searcher())


def _state_in(searcher: tantivy.Searcher) -> State:
    hits = searcher.search(tantivy.Query.term_query(schema(), "kind", STATE), 1).hits
    if not hits:
        return State()
    facts = orjson.loads(bytes(searcher.doc(hits[0][1])["record"][0]))
    return State(tuple(facts["place"]), facts["whole"], tuple(facts["languages"]))


def _write(index: tantivy.Index, shelf: Shelf, before: State, most: int) -> bool:
    """Write the next changes, in one commit with the place they lead to; False where there were none."""
    changes = shelf.changes(before.place, most)
    if not changes and before.whole:
        return False
    writer = index.writer(_LARGE_HEAP if len(changes) > FEW else _SMALL_HEAP, 1)
    for _, dataset in changes:
        writer.delete_documents_by_term("id", dataset.id)
        if dataset.withdrawn is None:
            writer.add_document(document(dataset))
    place = changes[-1][0] if changes else before.place
    whole = before.whole or len(changes) < most
    _write_state(writer, replace(before, place=place, whole=whole, languages=_languages(before, changes)))
    writer.commit()
    writer.wait_merging_threads()
    return True


def _write_state(writer: tantivy.IndexWriter, state: State) -> None:
    writer.delete_documents_by_term("id", STATE)
    made = tantivy.Document()
    made.add_text("id", STATE)
    made.add_text("kind", STATE)
    made.add_bytes("record", orjson.dumps(state))
    writer.add_document(made)


def _languages(before: State, changes: "list[tuple[tuple[int, str], ShelvedDataset]]") -> tuple[str, ...]:
    """Languages of all texts ever seen: questions are taken in each of them."""
    seen = {language for _, dataset in changes for language in (*dataset.title, *dataset.description)}
    return tuple(sorted({*before.languages, *seen}))
