"""Numbers that a title says and that stand nowhere in what it is the title of: 三年内 with a term of one year."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.every_in_title import one_share
from domain.library.lint.lengths_in_title import Entry, length, lengths, record_of, terms_beside
from domain.library.models import conditions as c
from domain.library.models.base import OpenMark
from domain.library.models.literals import NumberValue
from domain.library.models.looked_up import Previous
from domain.library.models.own_periods import OwnPeriod
from domain.library.models.rules import Duty, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below, children, fields_of
from domain.library.scopes import Visits
from domain.library.title_words import Figure, figures_of, lines_of

_TITLES = frozenset({"id", "title", "clause", "source", "effective", "until"})
_TIMES: dict[str, dict[str, int | Fraction]] = {  # how many of what else make up one of these
    "年": {"month": 12, "quarter": 4, "half_year": 2, "week": 52, "calendar_day": 365},
    "月": {
        "calendar_day": 30,
        "year": Fraction(1, 12),
        "quarter": Fraction(1, 3),
        "half_year": Fraction(1, 6),
    },
    "季度": {"month": 3},
    "周": {"calendar_day": 7},
    "日": {"hour": 24, "week": Fraction(1, 7), "month": Fraction(1, 30)},
    "天": {"hour": 24, "week": Fraction(1, 7)},
    "小时": {"minute": 60, "calendar_day": Fraction(1, 24)},
    "分钟": {"hour": Fraction(1, 60)},
}
_LONG = frozenset(_TIMES) | {"工作日", "自然日"}
_COUNTED = frozenset({*"次户人名家件例起项处批笔期", "季度", "学期"})
_NEXT = {
    -1: ("above", "at_most"),
    1: ("at_least", "below"),
}  # above 2 is from 3 on, not at least 3 is at most 2


def check_numbers_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule, duty, time limit and entry of points beside its title."""
    for visit in visited:
        entry = visit.node
        if not isinstance(entry, Entry):
            continue
        figures = list(figures_of(entry.title))
        yield from terms_beside(scheme, visit.path, entry, figures)
        said = [one for one in figures if one.number != 1]
        written = _Numbers(scheme) if said else None
        if written is None or not written.of(entry):
            continue
        lines = {line.number: line.bound for line in lines_of(entry.title)}
        told = _told_ofrecord_of(scheme, entry)
        for one in said:
            if one.words in told or (one.unit == "%" and one_share(entry)):
                continue
            if not written.say(one, lines.get(one.number)):
                yield doubtful(
                    visit.path,
                    f"标题说“{one.words}”，这里（连同它用到的数据、规则）没有这个数：是不是写错了？",
                )


_MEASURED = frozenset({"number", "amount", "ratio", "date", "time"})


def _told_ofrecord_of(scheme: Scheme, entry: Entry) -> str:
    """What a title says of records that have no number to be asked: they are entered as such (超过36小时未处置的)."""
    if (
        isinstance(entry, Duty | TimeLimit)
        or entry.when is not None
        or getattr(entry, "of", None) is not None
    ):
        return ""
    record = scheme.facts.get(entry.on or "")
    if record is None or any(field.kind in _MEASURED for field in record.fields.values()):
        return ""
    title = unicodedata.normalize("NFKC", entry.title)
    return title[: title.rfind("的") + 1]


class _Numbers:
    """The numbers that stand in an entry and in what it reads; none are told where a person fills in one of them."""

    def __init__(self, scheme: Scheme) -> None:
        self.named, self.balances, self.facts = _named(scheme), tuple(scheme.balances.values()), scheme.facts
        self.found: set[Fraction] = set()
        self.lengths: set[tuple[Fraction, str]] = set()
        self.lines: set[tuple[str, Fraction]] = set()
        self.seen: set[str] = set()
        self.open = False

    def of(self, entry: Entry) -> bool:
        """Whether there are numbers, all of them known."""
        self.seen.add(entry.id)
        limits = [one for balance in self.balances for one in balance.limits if entry.id in one.entries]
        self._read([limits, *(value for name, value in entry if name not in _TITLES)])
        record = self.facts.get(record_of(entry))
        self.found |= {one.number for one in figures_of(record.name)} if record is not None else set()
        return bool(self.found or self.lengths) and not self.open

    def say(self, said: Figure, bound: str | None) -> bool:
        """Whether a number of the title is among them, be it in other units or as what is just beyond it."""
        number, unit = said.number, said.unit
        meant = {number, number * 10_000} if unit == "万元" else {number}
        if unit == "%":
            meant |= {1 - number, *({number * 100} - {1})}
        if unit == "百分点":
            meant.add(number / 100)
        if unit in _LONG and self._long(number, unit):
            return True
        return not meant.isdisjoint(self.found) or (unit in _COUNTED and self._next(number, bound))

    def _long(self, number: Fraction, unit: str) -> bool:
        """Whether it stands there as a length of time; how long it is in other units may be a plain number too."""
        times = _TIMES.get(unit, {})
        other = {(number * many, word) for word, many in times.items()}
        plain = {many for many, _ in other} - {1}
        return (
            any(length == number for length, _ in self.lengths)
            or not other.isdisjoint(self.lengths)
            or not plain.isdisjoint(self.found)
        )

    def _next(self, number: Fraction, bound: str | None) -> bool:
        """Whether it is drawn as the line beside it: three times and more as above two."""
        steps = {"at_least": (-1,), "below": (-1,), "above": (1,), "at_most": (1,)}.get(bound or "", (-1, 1))
        return any((name, number + step) in self.lines for step in steps for name in _NEXT[step])

    def _read(self, node: Any) -> None:
        """Gather what stands in a node, in what it names, and so on."""
        waiting = [node]
        while waiting:
            parts = list(below(waiting.pop()))
            words = {part for part in parts if isinstance(part, str)} - self.seen
            self.seen |= words
            self.open = self.open or any(isinstance(part, OpenMark) for part in parts)
            self.found |= {one.number for word in words for one in figures_of(word)}
            for part in parts:
                self._take(part)
            waiting += [self.named[word] for word in words if word in self.named]

    def _take(self, part: Any) -> None:
        """The numbers that a part itself writes."""
        self.lengths |= set(lengths(part))
        self.open = self.open or (isinstance(part, OwnPeriod) and bool(part.exact))  # other days each year
        if isinstance(part, c.Bounds):
            self.lines |= {
                (name, bound.number) for name, bound in part.limits if isinstance(bound, NumberValue)
            }
        if isinstance(part, c.Quorum):
            self.found.add(Fraction(len(part.of)))  # 三项中满足两项
        if isinstance(part, Previous):
            self.found.add(
                Fraction((part.periods or part.years or 1) + 1)
            )  # 两次测评相差: this one and that before
        inside = [one for name, one in _fields(part) if name != "count" or length(part) is None]
        for one in inside:
            if isinstance(one, int | Fraction) and not isinstance(one, bool):
                self.found.add(abs(Fraction(one)))


def _fields(part: Any) -> list[tuple[str, Any]]:
    """What a part writes under which name; numbers stand in lists too."""
    kind: type = type(part)
    fields = fields_of(kind)
    if fields is not None:
        return [(name, getattr(part, name)) for name, _ in fields]
    return [("", one) for one in children(part)]


def _named(scheme: Scheme) -> dict[str, Any]:
    """What is read by name, with the parts of it that say numbers of those who read it."""
    found: dict[str, Any] = {key: (one.base, one.cap, one.floor) for key, one in scheme.balances.items()}
    sections = (scheme.measures, scheme.lists, scheme.scoring, scheme.settings, scheme.ladders, scheme.caps)
    for section in sections:
        found |= section
    for key, fact in scheme.facts.items():
        for name, one in fact.fields.items():  # several records may have a field of this name
            found[name] = (found.get(name), one.value, one.at_least, one.at_most)
        found |= {} if fact.fields else {key: fact}
    found |= zip(scheme.grains, scheme.periods.values(), strict=True)
    return found | {
        one.id: one for one in (*scheme.rules, *scheme.duties, *scheme.time_limits, *scheme.all_targets)
    }
