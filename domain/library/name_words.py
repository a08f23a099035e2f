"""Keys of a scheme by their Chinese names, and dates that name them."""

from collections.abc import Mapping
from typing import Any

from domain.library import wording
from domain.library.models.conditions import Triggered
from domain.library.models.dates import DateSpec
from domain.library.models.facts import Fact
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope
from domain.library.unit_words import stretch

_BUILT_IN = {
    "today": "今日",
    "judged_on": "判断之日",
    "period_start": "期初",
    "period_end": "期末",
    "row_date": "登记日期",
}


class NameWords:
    """Names of one scheme; `judged` is what the day of the judgement is where they are told."""

    def __init__(self, scheme: Scheme, judged: str = "") -> None:
        self.scheme = scheme
        self.built_in = {**_BUILT_IN, "judged_on": judged} if judged else _BUILT_IN

    @property
    def names(self) -> dict[str, str]:
        """Phases and recorded dates by their keys, for dates that name them."""
        dates = {key: fact.name for key, fact in self.scheme.facts.items() if fact.kind == "date"}
        fields = {
            key: field.name
            for fact in self.scheme.facts.values()
            for key, field in fact.fields.items()
            if field.kind in {"date", "time"}
        }
        phases = {phase.key: phase.name for phase in self.scheme.phases}
        blanks = {wording.blank(key): one.name for key, one in self.scheme.open.items()}
        defaults = {wording.filled(key): one.default for key, one in self.scheme.open.items() if one.default}
        return {**self.built_in, **fields, **dates, **phases, **blanks, **defaults}

    def names_for(self, scope: Scope) -> dict[str, str]:
        """The same where a record is in hand: its own fields come before those of other records."""
        records = [self.scheme.facts.get(key or "") for key in (scope.outer, scope.record)]
        own = {key: one.name for fact in records if fact is not None for key, one in fact.fields.items()}
        return {**self.names, **own}

    def date(self, one: DateSpec, scope: Scope | None = None) -> str:
        """A date as a phrase, phases by their names."""
        return wording.date_text(one, self.names_for(scope or Scope()))

    def name(self, key: str, scope: Scope) -> str:
        """A fact, measure, balance or field by its Chinese name."""
        fields = self.scheme.facts[scope.record].fields if scope.record in self.scheme.facts else {}
        if key in fields:
            return fields[key].name
        tables: tuple[Any, ...] = (self.scheme.facts, self.scheme.measures, self.scheme.balances)
        for table in tables:
            if key in table:
                return str(table[key].name)
        outer = self.scheme.facts.get(scope.outer or "")
        return outer.fields[key].name if outer and key in outer.fields else self.built_in.get(key, key)

    def unit(self, key: str, scope: Scope) -> str:
        """What a figure is counted in: 元, 吨; empty where nothing is said."""
        record = self.scheme.facts.get(scope.record or "")
        if record is not None and key in record.fields:
            return "元" if record.fields[key].kind == "amount" else ""
        fact, measure = self.scheme.facts.get(key), self.scheme.measures.get(key)
        if fact is not None:
            return fact.unit or ("元" if fact.kind == "amount" else "")
        return (measure.unit or "") if measure is not None else ""

    def _name_of(self, key: str) -> str:
        """A fact or a measure by its Chinese name."""
        return self.name(key, Scope())

    def _phase(self, key: str) -> str:
        return f"“{self.names.get(key, key).removesuffix('阶段')}”阶段"

    def report_titled(self, key: str) -> str:
        """What is owed under an id; empty where that is no deliverable."""
        return next((one.title for one in self.scheme.deliverables if one.id == key), "")

    def _with_a_last_day(self, key: str) -> str:
        """A deliverable or a time limit by its title."""
        return self.report_titled(key) or next(one.title for one in self.scheme.time_limits if one.id == key)

    def _listed(self, key: str) -> str:
        """失信名单; a list that is not called one is told as one: “问责期”名单."""
        name = self.scheme.lists[key].name
        return name if name.endswith("名单") else f"“{name}”名单"

    def entry(self, key: str) -> str:
        """A rule, duty, target, time limit or entry of a balance by its title and its id."""
        numbered = (
            *self.scheme.rules,
            *self.scheme.duties,
            *self.scheme.all_targets,
            *self.scheme.time_limits,
        )
        moves = (one for balance in self.scheme.balances.values() for one in balance.entries)
        titles = {**{one.id: one.title for one in moves}, **{one.id: one.title for one in numbered}}
        if key not in titles and (named := self.scheme.scoring.get(key) or self.scheme.lists.get(key)):
            return f"“{named.name}”"
        title = titles.get(key, "")
        return f"“{title}”（{key}）" if title else key

    def triggered(self, node: Triggered, scope: Scope) -> str:
        """已触发“…”（R-1）的“二档”一档; 当月已触发 of a rule on records, where a period is looked at."""
        tier = f"的“{node.tier}”一档" if node.tier else ""
        return f"{in_period(self.scheme, node.triggered, scope)}已触发{self.entry(node.triggered)}{tier}"

    def _fact(self, key: str) -> str:
        return self.scheme.facts[key].name if key in self.scheme.facts else key

    def _field(self, record: str, key: str) -> str:
        fact = self.scheme.facts.get(record)
        return fact.fields[key].name if fact and key in fact.fields else self.built_in.get(key, key)


def in_period(scheme: Scheme, key: str, scope: Scope) -> str:
    """当月, where a rule on records is asked about of a period: only the records of that period are looked at."""
    rule = next((one for one in scheme.rules if one.id == key), None)
    if rule is None or rule.on is None or rule.on in (scope.record, scope.outer):
        return ""
    return "" if scope.grain in (None, "occasion") else stretch(scope.grain)


def agreeing(fact: Fact, told: Mapping[str, str]) -> str:
    """By what a record of this kind is found: 品种相同; 编号与原问题编号相同."""
    names = {key: fact.fields[key].name if key in fact.fields else "登记日期" for key in told}
    return (
        "、".join(own if told[key] == own else f"{own}与{told[key]}" for key, own in names.items()) + "相同"
    )
