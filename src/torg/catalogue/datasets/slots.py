"""The slot of the dataset page: upper rooms fill it with functions of the dataset, the hub's address, the request."""

from torg.kit.components.slots import Panel, Slot

__all__ = ["Panel", "dataset_panel"]

dataset_panel = Slot("dataset_panel")
