"""What somebody may have meant: words nobody uses, replaced by the likest ones of what was found."""

from collections.abc import Iterable

from .records import Found
from .words import plain, split

_AT_LEAST = 4
_LOOKED_AT = 10


def meant(question: str, found: Iterable[Found]) -> str | None:
    """The question with such words replaced, in the letters of the titles; None where there is nothing to replace."""
    words = split(question)
    known = [word for one in list(found)[:_LOOKED_AT] for title in one.title.values() for word in split(title)]
    replaced = [_likest(word, known) for word in words]
    return " ".join(replaced) if replaced != words else None


def _likest(word: str, known: list[str]) -> str:
    folded = plain(word)
    if len(folded) < _AT_LEAST or any(folded in plain(each) for each in known):
        return word
    most = 2 if len(folded) >= 8 else 1
    distances = {each: distance(folded, plain(each), most) for each in known}
    near = [each for each in known if distances[each] <= most]
    return min(near, key=lambda each: distances[each], default=word)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbour; more than ``most`` is not counted on."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        older, before, row = before, row, [at]
        for place, sign in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != sign))
            if older and place > 1 and letter == other[place - 2] and one[at - 2] == sign:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
    return row[-1]
