"""Draws the arms of the members: a shield in their colour, and on it one thing they are known for."""

from .members import Member

SHIELD = "M4 4h72v44c0 20-16 32-36 40C20 80 4 68 4 48z"

CHARGES = {
    "waves": "M14 36q6.500-8 13 0t13 0 13 0 13 0v7q-6.500 8-13 0t-13 0-13 0-13 0zM14 54q6.500-8 13 0t13 0 13 0 13 0v7"
    "q-6.500 8-13 0t-13 0-13 0-13 0z",
    "tower": "M26 22h6v6h5v-6h6v6h5v-6h6v12h-4v32H30V34h-4zM37 52v14h6V52q-3-5-6 0z",
    "acorn": "M40 18l3 6q14 1 15 12H22q1-11 15-12zM25 39h30q0 20-15 30-15-10-15-30z",
    "fish": "M14 44q16-20 36-3l14-10q-5 13 0 26L50 47q-20 17-36-3zM26 40a2.500 2.500 0 1 0 .1 0z",
    "anchor": "M37 20a5 5 0 1 1 6 0v7h9v6h-9v28q10-1 12-11l-4 1 8-11 6 13-4-1q-4 18-21 18T19 52l-4 1 6-13 8 11-4-1"
    "q2 10 12 11V33h-9v-6h9z",
    "star": "M40 16l7 20h21L51 49l7 20-18-13-18 13 7-20-17-13h21z",
    "ship": "M38 16h4v6q14 6 16 24H42v6h24q-4 18-16 18H30q-12 0-16-18h24z",
    "dune": "M12 62q10-26 24-26t18 16q6-8 14-4v10q-28 12-56 4zM52 20a7 7 0 1 1-.1 0z",
    "mill": "M37 44L22 22l6-4 12 22 12-22 6 4-15 22 15 8-3 6-12-6 4 26H33l4-26-12 6-3-6z",
    "key": "M40 16a12 12 0 0 1 4 23v27h10v5H44v5h-7V39a12 12 0 0 1 3-23zM40 22a6 6 0 1 0 .1 0z",
}


def arms(member: Member) -> bytes:
    """A small SVG of plain paths."""
    light = member.colour == "#ffd700"  # a charge has to stand out from its field
    charge = "#1c2b2a" if light else "#ffffff"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 92" width="80" height="92">'
        f'<path d="{SHIELD}" fill="{member.colour}" stroke="#1c2b2a" stroke-width="2"/>'
        f'<path d="{CHARGES[member.charge]}" fill="{charge}" fill-rule="evenodd"/></svg>\n'
    ).encode()
