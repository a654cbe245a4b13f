"""What validation adds to pages of lower rooms: the way to the rules and to the check of a file."""

from torg.kit.components.slots import Entry, nav_entry


@nav_entry.fill
def check_a_file() -> Entry:
    return Entry("Check a file", "/check")
