"""What the data API has to be told: where the shelf, the tables and its cache lie, and its address."""

import os
from dataclasses import dataclass
from pathlib import Path

from torg.foundation.home import Home


@dataclass(frozen=True)
class Settings:
    """``public_url`` is how the world sees the hub (``https://data.example.org``); empty: as the request says."""

    shelf_url: str
    storage_url: str
    cache_dir: Path
    public_url: str = ""
    behind_proxy: bool = False
    search_dir: Path | None = None

    @property
    def search(self) -> Path:
        """Where the index of the search lies; beside the cache where nobody says it."""
        return self.search_dir or self.cache_dir.parent.parent / "search"

    @classmethod
    def of(cls, home: Home) -> "Settings":
        public = os.environ.get("TORG_PUBLIC_URL", "").rstrip("/")
        behind_proxy = os.environ.get("TORG_BEHIND_PROXY") == "1"
        return cls(home.shelf_url, home.storage_url, home.serving, public, behind_proxy, home.search)
