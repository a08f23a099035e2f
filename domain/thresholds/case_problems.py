"""The problems of a case, each written once: a row for every record from the ledger whose subject it concerns."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.errors import Invalid
from domain.library.models.base import read_day
from domain.library.models.cases import Case, CaseSubject
from domain.library.models.facts import Fact
from domain.library.models.ledger import COUNTED
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes
from domain.thresholds.case_fields import read_field
from domain.thresholds.facts import Row
from domain.thresholds.trial_subjects import InCase
from domain.units import UnitKind

_PLACES = (
    "unit",
    "lead",
    "provider",
)  # who was inspected, who leads the rectification, the provider concerned


def problem_rows(case: Case, scheme: Scheme) -> Iterator[Row]:
    """The rows of all problems; raises `Invalid` with a sentence that names the problem."""
    facts = {key: fact for key, fact in scheme.facts.items() if fact.of_findings}
    known = {one.id: one for one in case.subjects}
    for number, raw in enumerate(case.problems):
        try:
            yield from _rows(facts, known, raw, case.subject, f"问题第{number + 1}条")
        except (Invalid, ValueError) as mistake:
            raise InCase(("problems", number), str(mistake)) from mistake


def _rows(
    facts: Mapping[str, Fact],
    known: Mapping[str, CaseSubject],
    raw: Mapping[str, Any],
    usual: str | None,
    where: str,
) -> Iterator[Row]:
    _require_keys(facts, raw, where)
    places = {name: str(raw[name]) for name in _PLACES if raw.get(name) is not None}
    if usual is not None:
        places.setdefault("unit", usual)
    if "unit" not in places:
        raise Invalid({"problems": f"{where}：没有写 unit（被检查单位）"})
    if unknown := [name for name in places.values() if name not in known]:
        told = f"{where}：“{'、'.join(unknown)}”没有写进 subjects（要知道是哪种单位、属于谁）"
        raise Invalid({"problems": told})
    whose = [(key, fact, name) for key, fact in facts.items() for name in _whose(fact, places, known)]
    if not whose:
        raise Invalid(
            {
                "problems": f"{where}：没有一种 from: findings 的登记收得到它，请核对各登记的 of 和 below，"
                f"由上级单位收的，还要看 subjects 里的 belongs_to"
            }
        )
    for key, fact, name in whose:
        fields = {field: read_field(one, raw.get(field), where) for field, one in fact.asked.items()}
        told_fields = {field: COUNTED.get(field) if told is None else told for field, told in fields.items()}
        yield Row(key, name, read_day(raw["date"]), None, told_fields, where)


def _require_keys(facts: Mapping[str, Fact], raw: Mapping[str, Any], where: str) -> None:
    if not facts:
        raise Invalid({"problems": f"{where}：方案没有 from: findings 的登记，用不到 problems"})
    allowed = {*_PLACES, "date", *next(iter(facts.values())).asked}
    if strange := [name for name in raw if name not in allowed]:
        words = f"{where}：不认识的键“{'、'.join(strange)}”，可写 {'、'.join(sorted(allowed))}"
        raise Invalid({"problems": words})
    if "date" not in raw:
        raise Invalid({"problems": f"{where}：没有写 date（发现日期）"})


def _whose(fact: Fact, places: Mapping[str, str], known: Mapping[str, CaseSubject]) -> Iterator[str]:
    """Those of the fact's kind whose problem it is, as `services.ledger_facts` tells it."""
    provider = (
        places.get("provider") if fact.as_ == "inspected" and includes(fact.of, UnitKind.PROVIDER) else None
    )
    if provider is not None:
        yield provider
        if fact.of == UnitKind.PROVIDER:
            return
    unit = places["unit"] if fact.as_ == "inspected" else places.get("lead", places["unit"])
    for name in _upwards(unit, known) if fact.below else (unit,):
        if name != provider and name in known and includes(fact.of, known[name].kind):
            yield name


def _upwards(name: str, known: Mapping[str, CaseSubject]) -> tuple[str, ...]:
    """A unit and everybody above it, each once; a district of which there is one needs no naming."""
    found = [name]
    for one in found:
        found += [above for above in (known[one].belongs_to if one in known else ()) if above not in found]
    districts = [one.id for one in known.values() if one.kind == UnitKind.DISTRICT]
    if len(districts) == 1 and districts[0] not in found:
        found += districts
    return tuple(found)
