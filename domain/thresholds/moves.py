"""What moves a balance: points on a day, and where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from domain.library.decimals import short
from domain.library.models.dates import CountedTerm
from domain.thresholds.facts import Row
from domain.thresholds.lengths import end_of

FOR_EVER = (0, "")
_FEW = 3  # open moves of one entry that are told one by one


@dataclass(frozen=True, slots=True)
class Move:
    """Points on a day; `key` breaks ties, so that the order of the file does not matter.

    Not `sure` while the condition behind it waits for data or for a person. `row` is the record it comes from;
    `held` says by how much and why it was held back. What is `past` moved the balance before it started
    afresh, and only takes the room of limits that reach over that. What `uses` points that were given comes last of its
    day but for what `sets` the balance anew. `last` is the last day on which it counts; what went over counts `until` a
    day. What is `daily` is one of many of its record.
    """

    day: date
    points: Fraction
    key: str
    title: str
    sure: bool = True
    row: Row | None = None
    held: str = ""
    past: bool = False
    uses: bool = False
    sets: Fraction | None = None
    until: date | None = None
    last: date = date.max
    daily: bool = False

    @property
    def order(self) -> tuple[date, int, Fraction, str]:
        """By days, deductions before additions, then what uses points up, then what sets the balance."""
        return self.day, 2 if self.sets is not None else int(self.uses), self.points, self.key

    @property
    def upward(self) -> tuple[date, int, Fraction, str]:
        """The order in an account that goes up from its floor: additions before deductions (先记分，后减分)."""
        day, rank, points, key = self.order
        return day, rank, -points, key

    @property
    def ends(self) -> date:
        """The last day on which it counts."""
        return self.last if self.until is None else self.until

    @property
    def told(self) -> str:
        """The move as the arithmetic of its balance tells it."""
        return f"{self.day} {self.what}{self.notes}"

    @property
    def what(self) -> str:
        """What it moves by how much."""
        return f"{self.title}{signed(self.points) if self.sets is None else f'，定为{short(self.sets)}分'}"

    @property
    def notes(self) -> str:
        """What is open about it, and what held it back."""
        notes = [*([] if self.sure else ["待核"]), *([self.held] if self.held else [])]
        return f"（{'，'.join(notes)}）" if notes else ""

    @property
    def like(self) -> tuple[object, ...] | None:
        """With what it is told together: periods of one entry while they are open, the days of one record."""
        if self.daily:
            return self.key, self.points, id(self.row), self.sure, self.held
        opens = not self.sure and self.row is None and not self.held and self.sets is None
        return (self.key, self.points) if opens else None

    def held_to(self, size: Fraction, why: str) -> "Move":
        """The same move where only so much of it may count."""
        points = size if self.points > 0 else -size
        return replace(self, points=points, held=f"原为{signed(self.points)}，{why}")


def told_together(moves: Sequence[Move]) -> str:
    """All moves in their order; those of one entry that are alike many times over are told as one."""
    days: dict[tuple[object, ...], list[date]] = {}
    for move in moves:
        if move.like is not None:
            days.setdefault(move.like, []).append(move.day)
    told: list[str] = []
    for move in moves:
        among = days[move.like] if move.like is not None else []
        if len(among) <= _FEW:
            told.append(move.told)
        elif move.day == among[0]:
            told.append(f"{among[0]}至{among[-1]} {move.what}共{len(among)}次{move.notes}")
    return "".join(f"；{one}" for one in told)


def signed(points: Fraction) -> str:
    """+2, -0.5."""
    return f"{'+' if points > 0 else ''}{short(points)}"


def counts_so_long(term: CountedTerm | None) -> tuple[int, str] | None:
    """How long something counts; for ever where no term was written, None where nobody filled it in."""
    if term is None:
        return FOR_EVER
    return (term.count, term.unit) if isinstance(term.count, int) else None


def last_counting(term: CountedTerm | None, day: date) -> date:
    """The last day on which what happened on a day counts."""
    so_long = counts_so_long(term)
    return date.max if so_long in (None, FOR_EVER) else end_of(day, *so_long)
