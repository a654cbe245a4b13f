"""The shelf: the one contract between the catalogue and the data API. What is not on it cannot be read."""

from .records import Licence, Name, ShelvedDataset, ShelvedTable

__all__ = ["Licence", "Name", "ShelvedDataset", "ShelvedTable"]
