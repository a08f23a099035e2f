"""The terms that a scheme sets for the kinds of problems, as a campaign keeps them.

They are data of the campaign (`parameters["deadlines"]`, by kind of rectification: period, event, clause).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due, fixed
from domain.errors import Invalid
from domain.library.decimals import short
from domain.library.yearly import YearlyDay
from domain.terms import Period, chinese_date
from models.campaign import Campaign

SERVED = "通知送达"
FOUND = "发现"  # the one other event from which the term of a problem may run
TERMS = "deadlines"  # where a campaign's parameters keep the default terms


@dataclass(frozen=True, slots=True)
class FirstTerm:
    """The term that a problem had before it came back: as it was ordered, or the days that it came to.

    Without `period` it had none that could be told.
    """

    number: str
    period: Period | None

    def share(self, part: Fraction) -> Period:
        """A part of it in whole units, at least one; `Invalid` when it had none."""
        if self.period is None:
            raise Invalid({"term": f"原问题 {self.number} 没有整改期限，不能按比例折算，请另定天数或日期。"})
        return replace(self.period, count=max(1, int(self.period.count * part)), cap=None)


Length = Period | date | YearlyDay  # from an event on, by a day, by such a day of each year


@dataclass(frozen=True, slots=True)
class DefaultTerm:
    """The term that a scheme sets for a kind of problem, with its clause and the version it stands in.

    relapse: that of a problem which came back, or the share of its first term. natures: length and event for problems
    of a nature that has a term of its own; relapses: lengths for those of a nature that came back.
    """

    length: Length
    event: str
    clause: str
    version: str = ""
    relapse: Length | Fraction | None = None
    natures: Mapping[str, tuple[Length, str]] = field(default_factory=dict)
    relapses: Mapping[str, Length] = field(default_factory=dict)

    def of_nature(self, nature: str) -> "DefaultTerm":
        """The term of a problem of this nature, where it has one of its own."""
        if nature not in self.natures and nature not in self.relapses:
            return self
        length, event = self.natures.get(nature, (self.length, self.event))
        clause = "，".join(filter(None, (self.clause, f"“{nature}”的")))
        return replace(
            self, length=length, event=event, clause=clause, relapse=self.relapses.get(nature, self.relapse)
        )

    @property
    def for_relapses(self) -> bool:
        """Whether anything is said of problems that came back."""
        return self.relapse is not None or bool(self.relapses)

    @property
    def from_finding(self) -> bool:
        """Whether it is counted from the day on which the problem was found, and not from the delivery of the order."""
        return isinstance(self.length, Period) and self.event == FOUND

    @property
    def text(self) -> str:
        """自通知送达次日起3日（自然日），末日遇休顺延（S4-1-22）."""
        source = f"（{self.clause}）" if self.clause else ""
        if isinstance(self.length, Period):
            return self.length.rule(self.event) + source
        if isinstance(self.length, YearlyDay):
            return self.length.text + source
        return f"{chinese_date(self.length)}前（含当日）{source}"

    def again(self, first: FirstTerm) -> "DefaultTerm":
        """The term of a problem that came back; kept as it is when the campaign goes on to another version."""
        if self.relapse is None:
            return self
        told = f"系{first.number}复发"
        length: Length
        if isinstance(self.relapse, Fraction):
            length = first.share(self.relapse)
            was = first.period.text if first.period is not None else ""
            told += f"，为首次期限{was}的{short(self.relapse * 100)}%"
        else:
            length = self.relapse
        return replace(self, length=length, clause="，".join(filter(None, (self.clause, told))), version="")

    def applied(self, start: date, calendar: WorkCalendar) -> Deadline:
        """The deadline of an order served on this day."""
        if isinstance(self.length, Period):
            ends = due(start, self.length, calendar, event=self.event, rule=self.text)
        elif isinstance(self.length, YearlyDay):
            ends = self.length.applied(start, calendar, f"（{self.clause}）" if self.clause else "")
        else:
            ends = fixed(self.length, calendar, rule=self.text)
        return replace(ends, rule_version=self.version)


def default_terms(campaign: Campaign) -> dict[str, DefaultTerm]:
    """The default term of each kind for which the campaign has one, also of kinds of the scheme's own."""
    return read_terms(campaign.parameters.get(TERMS))


def read_terms(stored: object) -> dict[str, DefaultTerm]:
    """Default terms as `campaign_terms.default_terms_of` writes them."""
    if not isinstance(stored, Mapping):
        return {}
    return {str(kind): _default(values) for kind, values in stored.items()}


def term_of(terms: Mapping[str, DefaultTerm], kind: str, matter: str, nature: str = "") -> DefaultTerm | None:
    """The term of a problem: that of its own kind (督办事项), else that of the usual one, as its nature says."""
    term = (terms.get(matter) if matter else None) or terms.get(kind)
    return term.of_nature(nature) if term is not None else None


def recounted(
    old: Deadline, was: DefaultTerm | None, becomes: DefaultTerm | None, calendar: WorkCalendar
) -> Deadline | None:
    """The deadline by another term, from the day that the old one ran from.

    None where it does not follow the scheme, a person having named it, or where the new one runs from another event.
    """
    of_scheme = bool(old.rule_version) or (was is not None and old.rule == was.text)
    if becomes is None or not of_scheme or (old.start is None and not isinstance(becomes.length, date)):
        return None
    if was is not None and was.from_finding != becomes.from_finding:
        return None
    return becomes.applied(old.start or old.due, calendar)


def _default(values: Mapping[str, Any]) -> DefaultTerm:
    event, clause = str(values.get("event") or SERVED), str(values.get("clause") or "")
    relapse = values.get("relapse")
    again: Length | Fraction | None = None
    if relapse:
        again = Fraction(relapse["share"]) if "share" in relapse else _length(relapse)
    natures = {
        str(word): (_length(one), str(one.get("event") or SERVED))
        for word, one in (values.get("natures") or {}).items()
    }
    relapses = {str(word): _length(one) for word, one in (values.get("relapses") or {}).items()}
    version = str(values.get("version") or "")
    return DefaultTerm(_length(values), event, clause, version, again, natures, relapses)


def _length(values: Mapping[str, Any]) -> Length:
    if "until" in values:
        return date.fromisoformat(str(values["until"]))
    if "each_year" in values:
        return YearlyDay.from_json(values["each_year"])
    return Period.from_json({"roll": None, "direction": "forward", "cap": None, **values["period"]})
