"""Slips around whom records name, lists and grades that ask each other, figures without periods or without an end."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with
from tests.domain.library.test_account_slips import ENTRIES, GIVES, LISTS, MORE, ON_L, RULE, told

ON_SEEN = "entries: [{id: slip, title: 走访, clause: 一, on: seen%s, points: -2}]"


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        (
            ON_SEEN % "",
            "“走访”登记的是村居，这里的对象是服务单位：登记项里写了是哪一个服务单位的，加 whose: who",
        ),
        (ON_SEEN % ", whose: whom", "没有这个写服务单位姓名、名称的登记项“whom”"),
        (ENTRIES[:-2] + ", whose: intent}]", "“主观”写的不是姓名、名称，看不出是哪一个服务单位"),
        (ENTRIES.replace("on: breach", "every: month, whose: intent"), "要与 on（逐条登记）一起写"),
    ],
)
def test_a_field_by_which_points_fall_on_somebody_says_a_name(account: str, sentence: str) -> None:
    found = told(account=account, rule="every: quarter, when: {value: rate, below: 0}, then: [{do: warn}]")
    assert any(sentence in message for message in found), found


def test_whom_a_field_names_is_not_followed_by_a_consequence() -> None:
    facts = MORE.replace("fields: {intent", "fields: {helper: {name: 介绍的村居, kind: person}, intent")
    rules = RULE % ("provider", ON_L % ", on: village") + LISTS % ("village", "lasts: permanent")
    found = [one.message for one in lint(scheme_with(facts=facts, rules=rules))]
    hint = "名单里写 {on: breach, whose: helper, when: {triggered: A}, …}"
    assert any(hint in message for message in found), found
    assert any("所属的或下属的村居，不看登记项“介绍的村居”写的是谁" in message for message in found), found


def test_what_goes_round_through_a_list_is_told_what_to_write_at_the_list() -> None:
    asked = "{whose: of, kind: provider, of: {if: {on_list: l}, then: 1, otherwise: 0}}"
    more = (
        f"measures: {{m: {{name: 级, of: provider, every: quarter, value: {asked}}}}}\n"
        "lists: {l: {name: 失信名单, of: provider, lasts: permanent, clause: 一}}\n"
    )
    rule = "every: quarter, when: {value: m, equals: 1}, then: [{do: list, list: l}]"
    found = told(more=more, rule=rule)
    assert "“m”绕了一圈又依赖自己：经过名单“失信名单”，怎么写见名单那一处" in found
    assert any("“l”绕了一圈" in one and "{on_list: 这个名单, already: true}" in one for one in found), found
    assert not any(
        "绕了一圈" in one
        for one in told(more=more.replace("on_list: l", "on_list: l, already: true"), rule=rule)
    )


def test_what_may_be_made_up_is_limited_within_longer_periods_than_those_it_is_owed_in() -> None:
    duty = "duties: [{id: U, title: 走, clause: 一, subject: provider, every: month, done: {count: breach},"
    more = duty + " required: 1, make_up: {periods: 1, at_most: 2, within: %s}}]"
    assert any("within 要比职责的 every 长" in one for one in told(more=more % "month"))
    assert told(more=more % "quarter") == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("{previous: credit}", "previous 是上一期，“credit”没有写多久一次：各自从自己的日期起一年一年算的"),
        (
            "{count_periods: {value: credit, below: 9}, over: {periods: 2, every: {anniversary: since}}}",
            "count_periods 是数有几期，“credit”没有写多久一次",
        ),
        ("{as_of: {before: row_date, count: 1, unit: year}, of: credit}", ""),
    ],
)
def test_a_balance_by_years_of_its_own_has_no_periods_to_look_at(asked: str, sentence: str) -> None:
    account = ENTRIES + ", renews: {anniversary: since}"
    rule = f"on: breach, when: {{value: {asked}, above: 1}}, then: [{{do: warn}}]"
    found = told(account=account, rule=rule, more="facts: {since: {name: 领证日, kind: date, of: provider}}")
    assert any(sentence in message for message in found) if sentence else found == [], found


@pytest.mark.parametrize(
    ("until", "warned"),
    [("{if: {reported: paid}, then: paid, otherwise: today}", True), ("paid", False)],
)
def test_points_that_grow_each_day_do_not_move_on_the_day_of_the_record(until: str, *, warned: bool) -> None:
    fields = (
        "{paid: {name: 缴清日, kind: date, optional: true},"
        f" days: {{name: 逾期, kind: number, value: {{elapsed: [row_date, {until}], unit: calendar_day}}}}}}"
    )
    more = f"facts: {{fine: {{name: 罚款, kind: record, of: provider, fields: {fields}}}}}"
    account = "entries: [{id: late, title: 逾期, clause: 一, on: fine, points: {product: [-1, days]}}]"
    found = told(account=account, rule="on: fine, " + GIVES.replace("-3", "{product: [-2, days]}"), more=more)
    assert len([one for one in found if "“逾期”算到今日，却记在登记那天" in one]) == (2 if warned else 0), (
        found
    )
