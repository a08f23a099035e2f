"""Balances while something about them is open: rules that wait for data, exceptions that wait for a person."""

from datetime import date
from pathlib import Path

import pytest

from domain.library import load_files
from domain.thresholds import Engine, Facts, Row
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing, show
from domain.thresholds.facts import Judgement, Subject
from tests.domain.library.base_scheme import FACTS, scheme_with

ACCOUNT = """
balances:
  credit: {name: 信用分, of: provider, base: 100, clause: 一, %s}
"""
LEAK = (
    FACTS
    + "  leak: {name: 满溢, kind: record, of: provider, fields: {hours: {name: 小时, kind: number, optional: true}}}\n"
)
RULES = """
rules:
  - {id: A, title: 超时, clause: 一, subject: provider, on: leak, %s}
"""
CASES = "cases: [{name: 值, expect: {values: [{value: 1, equals: 1}]}}]\n"
TODAY = date(2026, 3, 31)
ROADS = Path(__file__).parents[2] / "schemes/roads/scheme.yaml"


def balance(account: str, rule: str, *facts: tuple[int | None, int], answers: tuple[bool, ...] = ()) -> Known:
    """The balance on the last day of March, after overflows of so many hours on days of March."""
    files = scheme_with(facts=LEAK, rules=RULES % rule, accounts=ACCOUNT % account, cases=CASES)
    rows = tuple(
        Row("leak", "甲", date(2026, 3, day), fields={} if hours is None else {"hours": hours})
        for hours, day in facts
    )
    said = tuple(Judgement("big", "甲", one, "张", "看过") for one in answers)
    engine = Engine(load_files(files))
    book = engine.book(Facts(rows=rows, judgements=said), TODAY)
    return engine._balance("credit", Place(book, "甲", TODAY))


TIERS = (
    "of: hours, tiers: [{name: 短, at_least: 2, below: 4, then: [{do: points, points: -1, balance: credit}]},"
    " {name: 长, at_least: 4, then: [{do: points, points: -3, balance: credit}]}]"
)
WHEN = (
    "when: {value: hours, above: 2}, then: [{do: points, points: -2, balance: credit}],"
    " otherwise: [{do: points, points: 1, balance: credit}]"
)
JUDGED = "limits: [{at_most: 3, within: month, unless: {judgement: big, asks: 是否重大}}]"
ALWAYS = "then: [{do: points, points: {product: [-1, hours]}, balance: credit}]"


@pytest.mark.parametrize(
    ("rule", "hours", "shown"),
    [
        (TIERS, 1, "100"),
        (TIERS, 2, "99"),
        (TIERS, 4, "97"),
        (TIERS, None, "97至100"),
        (WHEN, 3, "98"),
        (WHEN, 2, "101"),
        (WHEN, None, "98至101"),
    ],
)
def test_a_rule_that_waits_for_data_moves_a_balance_by_what_it_may_come_to(
    rule: str, hours: int | None, shown: str
) -> None:
    assert show(balance("limits: []", rule, (hours, 5))) == shown


@pytest.mark.parametrize(
    ("answers", "shown"), [((), "96至97"), ((True,), "96"), ((False,), "97")], ids=["open", "lifted", "held"]
)
def test_a_limit_whose_exception_is_open_holds_at_the_best_and_not_at_the_worst(
    answers: tuple[bool, ...], shown: str
) -> None:
    assert show(balance(JUDGED, ALWAYS, (2, 5), (2, 6), answers=answers)) == shown


CARRIED = "renews: month, carries: {bands: [{below: 97, points: 5}, {at_least: 98, points: %s}]}"


@pytest.mark.parametrize(("points", "shown"), [("2", "100至102"), ("5", "100至105"), ("-1", "99至100")])
def test_what_goes_over_of_a_balance_that_is_open_is_as_open(points: str, shown: str) -> None:
    files = scheme_with(
        facts=LEAK, rules=RULES % TIERS, accounts=ACCOUNT % (CARRIED % points), cases="cases: []\n"
    )
    engine = Engine(load_files(files))
    new = Subject("甲", "provider", since=date(2026, 3, 1))
    facts = Facts((new,), rows=(Row("leak", "甲", date(2026, 3, 5), fields={}),))
    book = engine.book(facts, date(2026, 4, 30))
    assert show(engine._balance("credit", Place(book, "甲", TODAY))) == "97至100"
    assert show(engine._balance("credit", Place(book, "甲", date(2026, 4, 1)))) == shown


def test_a_balance_without_the_figure_of_its_points_is_pending_and_says_of_which_rule() -> None:
    found = balance("limits: []", ALWAYS, (None, 5))
    assert isinstance(found, Missing)
    assert "超时（A）" in found.why


def test_points_are_offered_in_words() -> None:
    files = scheme_with(facts=LEAK, rules=RULES % ALWAYS, accounts=ACCOUNT % "limits: []", cases=CASES)
    facts = Facts(rows=(Row("leak", "甲", date(2026, 3, 5), fields={"hours": 2}),))
    found = next(one for one in Engine(load_files(files)).evaluate(facts, TODAY) if one.id == "A")
    assert [one.label for one in found.consequences] == ["扣2分，记入信用分"]


def test_points_of_which_nobody_said_how_long_they_count_are_open() -> None:
    entry = "{id: e, title: 满溢, clause: 一, on: leak, points: -4, expires_after: {count: {open: long}, unit: month}}"
    files = scheme_with(
        facts=LEAK, rules=RULES % "then: [{do: warn}]", accounts=ACCOUNT % f"entries: [{entry}]", cases=CASES,
        more="open: {long: {name: 多久, kind: number, required: false}}\n",
    )  # fmt: skip
    engine = Engine(load_files(files))
    book = engine.book(Facts(rows=(Row("leak", "甲", date(2026, 3, 5), fields={}),)), TODAY)
    assert show(engine._balance("credit", Place(book, "甲", TODAY))) == "96至100"


def test_a_limit_that_nobody_filled_in_is_for_a_person() -> None:
    account = "limits: [{at_most: {open: most}, within: month}]"
    files = scheme_with(
        facts=LEAK, rules=RULES % ALWAYS, accounts=ACCOUNT % account, cases=CASES,
        more="open: {most: {name: 上限, kind: number, required: false}}\n",
    )  # fmt: skip
    engine = Engine(load_files(files))
    book = engine.book(Facts(rows=(Row("leak", "甲", date(2026, 3, 5), fields={"hours": 2}),)), TODAY)
    found = engine._balance("credit", Place(book, "甲", TODAY))
    assert isinstance(found, Missing)
    assert found.judge


@pytest.mark.parametrize(("kept_since", "left"), [(None, "94"), (date(2026, 2, 1), "97")])
def test_duties_never_done_are_counted_since_account_is_kept(kept_since: date | None, left: str) -> None:
    engine = Engine(load_files({"scheme.yaml": ROADS.read_text("utf-8")}))
    book = engine.book(Facts((Subject("西村", "village"),), kept_since=kept_since), date(2026, 3, 20))
    assert show(engine.balances["village_score"].value(Place(book, "西村", book.today))) == left
