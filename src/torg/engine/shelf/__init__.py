"""The shelf: the one contract between the catalogue and the data API. What is not on it cannot be read."""

from .opening import BEFORE_ALL, Shelf, open_shelf
from .records import Licence, Name, ShelvedDataset, ShelvedTable

__all__ = ["BEFORE_ALL", "Licence", "Name", "Shelf", "ShelvedDataset", "ShelvedTable", "open_shelf"]
