"""The laws of the data, for every scheme here and whatever the figures: see docs/library-format.md."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.library import load_folder
from domain.library.library import Library
from domain.several_kinds import kinds_in
from domain.thresholds import Engine, Facts, Outcome, Row, Subject, Verdict
from domain.thresholds.case_facts import facts_of
from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.facts import Check, FieldValue

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = [
    *sorted((ROOT / "checklists").glob("s*/scheme.yaml")),
    *sorted((ROOT / "tests/schemes").glob("*/scheme.yaml")),
]
LIBRARIES = {head.parent.name: load_folder(head.parent) for head in FOLDERS}
TODAY = date(2027, 12, 31)
TENDERS = Engine(LIBRARIES["tenders"])
TRAINING = Engine(LIBRARIES["training"])

Told = tuple[str, str, str, str | None, str, str, str, tuple[str, ...]]


def told(verdict: Verdict) -> Told:
    acts = tuple(sorted(repr(one) for one in verdict.consequences))
    at = verdict.period or str(verdict.day)
    return (
        verdict.id, verdict.subject, at, verdict.unit, verdict.outcome, verdict.tier, verdict.standing, acts
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(LIBRARIES))
def test_without_data_nothing_passes_and_nothing_is_breached(name: str) -> None:
    library = LIBRARIES[name]
    scheme = library.scheme
    named = {fact.of for fact in scheme.facts.values()} | {rule.subject for rule in scheme.rules}
    kinds = {kind for several in named for kind in kinds_in(several)}
    facts = Facts(subjects=tuple(Subject(kind, kind) for kind in sorted(kinds)))
    for verdict in Engine(library).evaluate(facts, TODAY):
        assert verdict.outcome not in {Outcome.MET, Outcome.TRIGGERED} or only_records(library, verdict), (
            verdict.id
        )
        if verdict.outcome is Outcome.NOT_TRIGGERED:
            assert only_records(library, verdict), (verdict.id, verdict.arithmetic)


def only_records(library: Library, verdict: Verdict) -> bool:
    """Whether it reads what needs no data: records whose absence says that nothing happened, balances, lists, and
    states of which the scheme says how they began. A rule on records of which there is none looks at nothing else.
    """
    run = Engine(library).rules[verdict.id] if verdict.kind == "rule" else None
    uses = run.uses if run is not None else None
    on = library.scheme.facts.get(run.rule.on or "") if run is not None else None
    if on is not None and on.absence == "assumed" and verdict.outcome is Outcome.NOT_TRIGGERED:
        return True
    left = verdict.evidence.left
    if isinstance(left, Missing) and left.absent:  # nothing of the kind was registered, which is an answer
        return True
    begun = {f"measure {key}" for key, one in library.scheme.measures.items() if one.initially is not None}
    return uses is not None and (not uses.facts or bool(begun & uses.seen))


def reversed_library(library: Library) -> Engine:
    """The same scheme with each list of entries backwards."""
    scheme = library.scheme
    turned = {name: getattr(scheme, name)[::-1] for name in ("rules", "duties", "targets", "time_limits")}
    backwards = scheme.model_copy(update=turned)
    other = Library(library.files, library.tree, backwards, library.checksum)
    other._variants["[]"] = backwards
    return Engine(other)


@pytest.mark.parametrize("name", sorted(LIBRARIES))
def test_the_order_of_entries_in_the_files_does_not_matter(name: str) -> None:
    library = LIBRARIES[name]
    forwards, backwards = Engine(library), reversed_library(library)
    for case in library.scheme.cases[:40]:
        facts, today = facts_of(case, library.scheme), case.today or TODAY
        assert sorted(map(told, forwards.evaluate(facts, today)), key=str) == sorted(
            map(told, backwards.evaluate(facts, today)), key=str
        ), case.name


DAYS = st.integers(0, 1200).map(lambda offset: date(2026, 3, 2) + timedelta(days=offset))
SORTS = st.sampled_from(["串通", "弄虚作假", "拒签合同", "行贿"])
MISDEEDS = st.lists(st.tuples(DAYS, SORTS), min_size=1, max_size=8, unique_by=lambda one: one[0])


def misdeeds(events: list[tuple[date, str]]) -> Facts:
    rows = tuple(
        Row("misdeed", "甲", day, None, {"sort": sort, "price": 1000, "intent": None, "bid": "x"}, str(day))
        for day, sort in events
    )
    return Facts(rows=rows, checks=(Check("misdeed", "甲", date(2031, 1, 1)),))


def on_day(facts: Facts, day: date) -> list[Told]:
    verdicts = TENDERS.evaluate(facts, date(2030, 12, 31))
    return sorted((told(one) for one in verdicts if one.day == day and not one.period), key=str)


@given(MISDEEDS)
@settings(max_examples=40, deadline=None)
def test_what_happens_later_never_changes_the_verdict_on_an_earlier_event(
    events: list[tuple[date, str]],
) -> None:
    events = sorted(events)
    day = events[len(events) // 2][0]
    assert on_day(misdeeds([one for one in events if one[0] <= day]), day) == on_day(misdeeds(events), day)


RUNGS = {"": 0, "首次": 1, "再次": 2, "三次以上": 3}


@given(MISDEEDS, DAYS)
@settings(max_examples=40, deadline=None)
def test_one_offence_more_never_lands_on_a_lighter_rung(events: list[tuple[date, str]], extra: date) -> None:
    last = max(events)[0] + timedelta(days=1)
    before = [(day, "串通") for day, _ in events if day != extra]

    def rung(known: list[tuple[date, str]]) -> int:
        verdicts = TENDERS.evaluate(misdeeds([*known, (last, "串通")]), date(2030, 12, 31))
        return next(RUNGS[one.tier] for one in verdicts if one.id == "R2" and one.day == last)

    assert rung([*before, (min(extra, last - timedelta(days=1)), "串通")]) >= rung(before)


GRAVE = st.lists(st.tuples(st.integers(1, 300), st.sampled_from(["一般", "较重", "严重"])), max_size=6)
GOOD = st.lists(st.integers(1, 300), max_size=6)


def credit(breaches: list[tuple[int, str]], repairs: list[int]) -> int:
    start, rows = date(2026, 1, 1), list[Row]()
    for offset, sort in breaches:
        fields: dict[str, FieldValue] = {"sort": sort, "intent": "过失", "fee": None}
        rows.append(Row("breach", "甲", start + timedelta(days=offset), None, fields, f"b{offset}"))
    rows += [
        Row("repair", "甲", start + timedelta(days=offset), None, {}, f"r{offset}") for offset in repairs
    ]
    book = TRAINING.book(Facts(rows=tuple(rows)), date(2026, 12, 31))
    found = TRAINING._balance("credit", Place(book, "甲", date(2026, 12, 31)))
    return int(getattr(found, "num", -1))


@given(GRAVE, GOOD, st.integers(1, 300), st.sampled_from(["一般", "较重", "严重"]))
@settings(max_examples=150, deadline=None)
def test_a_balance_keeps_its_bounds_and_one_breach_more_never_raises_it(
    breaches: list[tuple[int, str]], repairs: list[int], day: int, sort: str
) -> None:
    before = credit(breaches, repairs)
    assert 0 <= before <= 110
    assert credit([*breaches, (day, sort)], repairs) <= before


def test_one_engine_asked_about_other_facts_answers_from_those_facts() -> None:
    engine = Engine(load_folder(ROOT / "tests/domain/thresholds/everything"))
    sheet, scored = next(iter(engine.scheme.scoring)), []
    for value in ("9", "1"):
        rows = tuple(
            Row("accident", "甲", date(2025, 1, at + 1), None, {}, str(at)) for at in range(int(value))
        )
        facts = Facts(subjects=(Subject("甲", "provider"),), rows=rows)
        score = engine.score(sheet, engine.book(facts, TODAY), "甲", "year", 2025)
        scored.append({item.key: item.points for item in score.items}["accident"])
    assert scored == [0, 5]
