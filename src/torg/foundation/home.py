"""The home of a hub: one folder with everything that a hub keeps, and the addresses that may lie elsewhere."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Home:
    """Paths of a hub. ``originals`` are private uploads and never served; ``work`` and ``cache`` may be emptied."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        return self.folder / "catalogue.sqlite3"

    @property
    def originals(self) -> Path:
        return self.folder / "originals"

    @property
    def serving(self) -> Path:
        return self.folder / "cache" / "serving"

    @property
    def readings(self) -> Path:
        """What was found in files that are not public yet: private, and found again wherever it is missing."""
        return self.folder / "cache" / "readings"

    @property
    def search(self) -> Path:
        """The index of the search: made again from the shelf wherever it is missing."""
        return self.folder / "search"

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @property
    def secret(self) -> Path:
        return self.folder / "secret"

    @property
    def mail(self) -> Path:
        """Where letters are kept while no mail server is known."""
        return self.folder / "mail"

    @property
    def mail_url(self) -> str:
        """The mail server, such as ``smtp://user:password@host:587``; empty where letters stay in the home."""
        return os.environ.get("TORG_MAIL_URL", "")

    @property
    def mail_from(self) -> str:
        """The sender of letters; without a setting one at the host of the public address."""
        return os.environ.get("TORG_MAIL_FROM") or f"torg@{urlsplit(self.public_url).hostname or 'localhost'}"

    @property
    def address(self) -> Path:
        """Holds the address at which this home is served at the moment, if it is."""
        return self.folder / "address"

    @property
    def demo(self) -> Path:
        """Is there only in the home of a demonstration, and holds its sign-ins."""
        return self.folder / "demo.json"

    @property
    def storage_url(self) -> str:
        return os.environ.get("TORG_STORAGE_URL") or str(self.folder / "storage")

    @property
    def database_url(self) -> str:
        """Address of the PostgreSQL database; empty where the catalogue is the SQLite file of the home."""
        return os.environ.get("TORG_DATABASE_URL", "")

    @property
    def shelf_url(self) -> str:
        return self.database_url or str(self.folder / "shelf.sqlite3")

    @property
    def public_url(self) -> str:
        """The address people see, without a slash at its end; empty where addresses follow the request."""
        return os.environ.get("TORG_PUBLIC_URL", "").rstrip("/")

    def make(self) -> None:
        """Create the folders; what is private is closed to other users of the machine."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.serving.mkdir(parents=True, exist_ok=True)
        for folder in (self.originals, self.work):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def home() -> Home:
    """The home this process works for: ``TORG_HOME``, or ``torg-home`` in the current folder."""
    return Home(Path(os.environ.get("TORG_HOME") or "torg-home").absolute())
