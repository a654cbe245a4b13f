"""The slot of an organisation's page: upper rooms fill it with functions of the organisation and the request."""

from torg.kit.components.slots import Panel, Slot

__all__ = ["Panel", "member_panel"]

member_panel = Slot("member_panel")
