"""Numbers that a title says and that stand nowhere in what it is the title of: 三年内 with a term of one year."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.every_in_title import one_share
from domain.library.models.accounts import BalanceEntry
from domain.library.models.base import OpenMark
from domain.library.models.dates import CountedTerm
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path, Visits
from domain.library.title_words import Figure, figures_of

_TITLES = frozenset({"id", "title", "clause", "source", "effective", "until"})
Entry = Rule | Duty | TimeLimit | BalanceEntry
_TIMES = {  # in how many of what else the same may be written
    "年": (12, 4, 2, 52, 365), "月": (30, Fraction(1, 12), Fraction(1, 3), Fraction(1, 6)), "周": (7,),
    "日": (24, Fraction(1, 7), Fraction(1, 30)), "天": (24, Fraction(1, 7)), "小时": (60, Fraction(1, 24)),
    "分钟": (Fraction(1, 60),), "万元": (10_000,), "百分点": (Fraction(1, 100),),
}  # fmt: skip
_COUNTED = frozenset("次户人名家件例起项")
_UNITS = {
    "工作日": "working_day", "日": "calendar_day", "天": "calendar_day", "周": "week", "月": "month", "年": "year",
    "小时": "hour",
}  # fmt: skip
_WORDS = {
    "working_day": "工作日", "calendar_day": "日历日", "week": "周", "month": "月", "year": "年", "hour": "小时",
}  # fmt: skip


def check_numbers_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule, duty, time limit and entry of points beside its title."""
    for visit in visited:
        entry = visit.node
        if not isinstance(entry, Entry):
            continue
        figures = list(figures_of(entry.title))
        yield from _terms(scheme, visit.path, entry, figures)
        said = [one for one in figures if one.number != 1]
        written = _Numbers(scheme) if said else None
        if written is None or not written.of(entry):
            continue
        told = _told_of_record(entry)
        for one in said:
            if one.words in told or (one.unit == "%" and one_share(entry)):
                continue
            if not written.say(one):
                yield doubtful(
                    visit.path,
                    f"标题说“{one.words}”，这里（连同它用到的数据、规则）没有这个数：是不是写错了？",
                )


def _told_of_record(entry: Entry) -> str:
    """What a title says of the record itself (超过36小时未处置的), where each record is enough: no number is asked."""
    asks = isinstance(entry, Duty | TimeLimit) or entry.when is not None or entry.on is None
    if asks or (isinstance(entry, Rule) and entry.of is not None):
        return ""
    title = unicodedata.normalize("NFKC", entry.title)
    return title[: title.rfind("的") + 1]


def _terms(scheme: Scheme, path: Path, entry: Entry, said: list[Figure]) -> Iterator[Doubt]:
    """Fifteen working days are not fifteen days, six months not six weeks, be it in the list that a rule puts on."""
    nodes = list(below(entry))
    rolls = [one for one in (scheme.lists.get(getattr(node, "list_", None) or "") for node in nodes) if one]
    nodes += [node for roll in rolls for node in below(roll.lasts)]
    counted = [one for one in nodes if isinstance(one, CountedTerm)]
    terms = {(Fraction(one.count), str(one.unit)) for one in counted if isinstance(one.count, int)}
    spoken = {getattr(one, name, None) for one in nodes[1:] for name in ("unit", "word", "every")}
    for one in said:
        unit, words = _UNITS.get(one.unit, ""), one.words
        other = {written for number, written in terms if number == one.number}
        if unit and other and unit not in other and unit not in spoken - other:
            written = next(iter(sorted(other)))
            told = f"标题说“{words}”，unit 写的是{_WORDS[written]}：是不是应写 {unit}？"
            days = {unit, written} <= {"working_day", "calendar_day"}
            yield doubtful(path, told + (f"原文写明“{one.unit}”怎样算的照原文" if days else ""))


class _Numbers:
    """The numbers that stand in an entry and in what it reads; none are told where a person fills in one of them."""

    def __init__(self, scheme: Scheme) -> None:
        self.named, self.balances = _named(scheme), tuple(scheme.balances.values())
        self.found: set[Fraction] = set()
        self.seen: set[str] = set()
        self.open = False

    def of(self, entry: Entry) -> bool:
        """Whether there are numbers, all of them known."""
        self.seen.add(entry.id)
        limits = [one for balance in self.balances for one in balance.limits if entry.id in one.entries]
        self._read([limits, *(value for name, value in entry if name not in _TITLES)])
        return bool(self.found) and not self.open

    def say(self, said: Figure) -> bool:
        """Whether a number of the title is among them, be it in other units or as what is just beyond it."""
        meant = {said.number, *(said.number * times for times in _TIMES.get(said.unit, ()))}
        if said.unit in _COUNTED:
            meant |= {said.number - 1, said.number + 1}
        if said.unit == "%":
            meant |= {1 - said.number, said.number * 100}
        return not meant.isdisjoint(self.found)

    def _read(self, node: Any) -> None:
        """Gather what stands in a node, in what it names, and so on."""
        waiting = [node]
        while waiting:
            parts = list(below(waiting.pop()))
            words = {part for part in parts if isinstance(part, str)} - self.seen
            self.seen |= words
            self.open = self.open or any(isinstance(part, OpenMark) for part in parts)
            numbers = (
                part for part in parts if isinstance(part, int | Fraction) and not isinstance(part, bool)
            )
            self.found |= {abs(Fraction(part)) for part in numbers}
            self.found |= {one.number for word in words for one in figures_of(word)}
            waiting += [self.named[word] for word in words if word in self.named]


def _named(scheme: Scheme) -> dict[str, Any]:
    """What is read by name, with the parts of it that say numbers of those who read it."""
    found: dict[str, Any] = {key: (one.base, one.cap, one.floor) for key, one in scheme.balances.items()}
    sections = (scheme.measures, scheme.lists, scheme.scoring, scheme.settings, scheme.ladders, scheme.caps)
    for section in sections:
        found |= section
    for key, fact in scheme.facts.items():
        found |= {name: field.value for name, field in fact.fields.items() if field.value is not None}
        found |= {} if fact.fields else {key: fact}
    found |= zip(scheme.grains, scheme.periods.values(), strict=True)
    return found | {
        one.id: one for one in (*scheme.rules, *scheme.duties, *scheme.time_limits, *scheme.all_targets)
    }
