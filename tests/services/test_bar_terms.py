"""From when to when somebody is barred, and by when an order is obeyed, as the rule and the verdict say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.library import load_files, load_folder
from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.literals import NameValue
from domain.thresholds.engine import evaluate
from domain.thresholds.facts import Facts, Row, Subject
from models.decision import Decision
from services.deed_terms import bar_end, bar_start, fixed_terms, term_ranges
from services.deed_words import deed_sentences
from services.deeds import Offer, find_deed, offers, picked
from services.order_terms import deed_term, order_deadline
from services.verdict_rows import following_json
from tests.domain.library.base_scheme import scheme_with

SCHEMES = Path(__file__).resolve().parents[1] / "schemes"
DECIDED, IN_FORCE = date(2026, 5, 6), date(2026, 5, 20)


@pytest.mark.parametrize(
    ("kept", "first"),
    [
        ({}, DECIDED),
        ({"starts": "决定"}, DECIDED),
        ({"starts": "决定送达"}, IN_FORCE),
        ({"starts": "执行完毕日", "begins": "2025-05-03"}, date(2025, 5, 3)),
        ({"starts": "执行完毕日"}, DECIDED),
    ],
)
def test_a_bar_begins_on_the_recorded_date_that_the_rule_counts_from(
    kept: dict[str, str], first: date
) -> None:
    assert bar_start(kept, DECIDED, IN_FORCE) == first


@pytest.mark.parametrize(
    ("lasts", "kept", "last"),
    [
        ({"count": 5, "unit": "year"}, {}, date(2031, 5, 6)),
        (
            {"by": {"after": "ended", "count": 5, "unit": "year"}},
            {"until": "2030-05-03"},
            date(2030, 5, 3),
        ),
        ({"by": {"after": "ended", "count": 5, "unit": "year"}}, {}, None),
        ({"by": {"month": 12, "day": 31}}, {"until": "2025-12-31"}, date(2026, 12, 31)),
    ],
)
def test_a_bar_ends_with_the_recorded_date_that_the_verdict_has_seen(
    lasts: dict[str, object], kept: dict[str, str], last: date | None
) -> None:
    term = UntilTerm if "by" in lasts else CountedTerm
    deed = Deed.model_construct(do="ban", lasts=term.model_validate(lasts))
    assert bar_end(deed, kept, DECIDED, WorkCalendar())[0] == last


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        ({"due": "2026-05-07"}, date(2026, 5, 7)),
        ({"due": "2026-05-06"}, None),
        ({}, None),
    ],
)
def test_an_order_is_obeyed_by_the_recorded_day_unless_that_is_over_when_it_is_served(
    kept: dict[str, str], due: date | None
) -> None:
    within = UntilTerm.model_validate({"by": {"after": "accepted", "count": 14, "unit": "calendar_day"}})
    deed = Deed.model_construct(do="rectify", within=within)
    found = deed_term(deed, DECIDED, WorkCalendar(), kept)
    assert (None if found is None else found.due) == due


MONTHS = ReckonedTerm.model_construct(
    count=NameValue.model_construct(name="months"), unit="month", from_="送达"
)
AWAITED, BY_HAND = "停业月数没有填写，期限待核", "算得0.5（个月），不是1以上的整数，期限由人确定"


@pytest.mark.parametrize(
    ("kept", "last"),
    [({"lasts_count": 2, "lasts_unit": "month"}, date(2026, 7, 6)), ({"lasts": AWAITED}, None)],
)
def test_a_bar_lasts_as_long_as_the_verdict_has_reckoned(kept: dict[str, object], last: date | None) -> None:
    deed = Deed.model_construct(do="ban", lasts=MONTHS)
    assert bar_end(deed, kept, DECIDED, WorkCalendar())[0] == last


@pytest.mark.parametrize(
    ("kept", "due"), [({"within_count": 1}, date(2026, 6, 8)), ({"within": AWAITED}, None), (None, None)]
)
def test_an_order_is_obeyed_within_the_time_that_the_verdict_has_reckoned(
    kept: dict[str, object] | None, due: date | None
) -> None:
    found = deed_term(Deed.model_construct(do="rectify", within=MONTHS), DECIDED, WorkCalendar(), kept)
    assert (None if found is None else found.due) == due


@pytest.mark.parametrize(
    ("kept", "due"),
    [
        ({"latest": "2026-05-20"}, date(2026, 5, 20)),
        ({"earliest": "2026-07-20"}, date(2026, 7, 20)),
        ({"latest": DECIDED.isoformat()}, None),
        ({"within": "最迟的日子没有登记，期限待核"}, None),
    ],
)
def test_the_term_of_an_order_is_held_to_the_days_that_the_verdict_has_kept(
    kept: dict[str, object], due: date | None
) -> None:
    within = CountedTerm.model_validate({"count": 1, "unit": "month", "from": "送达"})
    found = deed_term(Deed.model_construct(do="rectify", within=within), DECIDED, WorkCalendar(), kept)
    assert (None if found is None else found.due) == due


def test_no_order_is_served_while_its_term_waits_for_data() -> None:
    deed = Deed.model_construct(do="rectify", within=MONTHS)
    with pytest.raises(Invalid) as refused:
        order_deadline(deed, DECIDED, date(2026, 6, 1), WorkCalendar(), {"within": AWAITED})
    assert "请先补录" in refused.value.fields["due"]
    settled = order_deadline(deed, DECIDED, date(2026, 6, 1), WorkCalendar(), {"within": BY_HAND})
    assert settled.due == date(2026, 6, 1)


FACTS = "facts: {breach: {name: 违规, kind: record, of: provider, fields: {months: {name: 月数, kind: number}}}}\n"
RULE = """
rules:
  - id: A
    title: 甲
    clause: 一
    subject: provider
    on: breach
    then: [{do: ban, lasts: {count: months, unit: month}}]
"""


def offer_of(lasts: str) -> list[Offer]:
    ban: dict[str, object] = {
        "do": "ban",
        "label": "禁入",
        "nature": "must",
        "amount": None,
        "alternatives": [],
        "lasts": lasts,
    }
    return offers([ban])


def test_a_person_settles_a_length_that_comes_to_no_whole_number() -> None:
    scheme = load_files(scheme_with(facts=FACTS, rules=RULE, cases="")).with_settings({"year": 2026})
    offered = offer_of(BY_HAND)
    ranges = term_ranges(scheme, "A", "", offered)
    assert [offer.path for offer, _ in picked(offered, ["0"], {})] == ["0"]
    assert fixed_terms(ranges, {"0"}, {"0": 1})["0"]["lasts_count"] == 1
    with pytest.raises(Invalid):
        fixed_terms(ranges, {"0"}, {})


@pytest.mark.parametrize(("days", "fits"), [(14, False), (15, True), (400, True)])
def test_a_length_of_no_less_than_so_long_is_picked_from_there_on(days: int, fits: bool) -> None:
    rule = RULE.replace("lasts: {count: months, unit: month}", "lasts: {at_least: 15, unit: calendar_day}")
    scheme = load_files(scheme_with(facts=FACTS, rules=rule, cases="")).with_settings({"year": 2026})
    ranges = term_ranges(scheme, "A", "", offer_of(BY_HAND))
    assert ranges["0"].words == "15日以上"
    if fits:
        assert fixed_terms(ranges, {"0"}, {"0": days})["0"]["lasts_count"] == days
    else:
        with pytest.raises(Invalid):
            fixed_terms(ranges, {"0"}, {"0": days})


def test_what_hangs_on_an_open_condition_is_neither_owed_nor_taken_for_granted() -> None:
    plain: dict[str, object] = {
        "do": "warn",
        "label": "警示",
        "nature": "must",
        "amount": None,
        "alternatives": [],
    }
    offered = offers([plain, {**plain, "do": "notify", "label": "通报", "condition": "损失没有填写"}])
    assert [(offer.owed, offer.open_condition) for offer in offered] == [
        (True, ""), (False, "条件待核：损失没有填写"),
    ]  # fmt: skip
    assert [offer.path for offer, _ in picked(offered, ["0"], {})] == ["0"]
    with pytest.raises(Invalid, match="应当警示"):
        picked(offered, ["1"], {})


def test_nobody_picks_what_lasts_as_long_as_missing_data_say() -> None:
    with pytest.raises(Invalid) as refused:
        picked(offer_of(AWAITED), ["0"], {})
    assert "请先补录计算期限的数据" in refused.value.fields["term:0"]


def test_what_a_verdict_has_reckoned_reaches_the_register_and_the_paper() -> None:
    scheme = load_folder(SCHEMES / "lengths")
    rows = [Row("breach", "甲", date(2026, 2, 2), fields={"grade": "一般"}),
            Row("breach", "甲", date(2026, 5, 6), fields={"grade": "重大"})]  # fmt: skip
    facts = Facts(subjects=(Subject("甲", "provider"),), rows=tuple(rows))
    found = evaluate(scheme, facts, date(2026, 6, 1))
    [verdict] = [one for one in found if one.id == "R-TWICE" and one.day == date(2026, 5, 6)]
    kept = following_json(verdict.consequences[0])
    deed = find_deed(scheme.scheme, "R-TWICE", "", "suspend", "")
    assert bar_end(deed, kept, bar_start(kept, DECIDED, IN_FORCE), WorkCalendar()) == (
        date(2026, 7, 6), False, "2个月",
    )  # fmt: skip
    paper: dict[str, Any] = {"measure": {"deeds": [{**kept, "title": "暂停接单"}]}}
    assert deed_sentences(Decision(**paper)) == ["暂停接单，期限2个月。"]
    [order] = [one for one in found if one.id == "R-TERM" and one.day == date(2026, 5, 6)]
    words = following_json(order.consequences[0])
    due = deed_term(find_deed(scheme.scheme, "R-TERM", "", "rectify", ""), DECIDED, WorkCalendar(), words)
    assert due is not None
    assert due.due == date(2026, 5, 26)
