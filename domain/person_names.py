"""People as forms offer them: by name, and where two bear one name by what they log in with too."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody to choose. unit: said beside the name, "" where it does not matter."""

    id: int
    name: str
    username: str
    unit: str = ""


def person_names(people: Sequence[Bearer]) -> dict[int, str]:
    """Account → 王伟, 王伟（专项办）; of several with the same words 王伟（专项办，wangwei2）."""
    times = Counter((one.name, one.unit) for one in people)
    return {one.id: _words(one, alone=times[one.name, one.unit] == 1) for one in people}


def _words(one: Bearer, *, alone: bool) -> str:
    beside = [word for word in (one.unit, "" if alone else one.username) if word]
    return f"{one.name}（{'，'.join(beside)}）" if beside else one.name
