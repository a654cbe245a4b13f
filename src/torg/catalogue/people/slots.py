"""The slots of people's pages: upper rooms fill them.

``member_panel``: an organisation's page; fillings get the organisation and the request.
``studio_task``: the start page of a signed-in person; fillings get the person and the request. A Panel with the place
``top`` is what is expected of them and stands before the button that adds data, any other stands after it.
"""

from torg.kit.components.slots import Panel, Slot

__all__ = ["Panel", "member_panel", "studio_task"]

member_panel = Slot("member_panel")
studio_task = Slot("studio_task")
