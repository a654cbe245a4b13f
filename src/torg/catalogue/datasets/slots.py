"""The slot of the dataset page. Upper rooms fill it with functions that get the dataset and its absolute address."""

from torg.kit.components.slots import Panel, Slot

__all__ = ["Panel", "dataset_panel"]

dataset_panel = Slot("dataset_panel")
