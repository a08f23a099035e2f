"""Counting the records that missed a time limit which is only on some of them."""

from domain.library import lint
from tests.domain.thresholds.test_small_clauses import HEAD, wrong

FAULTS = """
facts:
  fault: {name: 故障, kind: record, of: provider, fields: {major: {name: 大修, kind: flag},
    cut: {name: 停电, kind: flag}, told: {name: 告知, kind: time}, fixed: {name: 恢复, kind: time, optional: true}}}
time_limits:
  - {id: L-2, title: 一般故障24小时内恢复, clause: 十二, record: fault, PART, starts: told, ends: fixed,
     within: {count: 24, unit: hour}}
measures:
  late: {name: 超时修复, of: provider, every: month, value: {count: fault, where: ASKED, within: month}}
cases:
  - name: 试
    subject: 甲
    today: 2027-06-30
    facts:
      fault:
        - {date: 2027-05-10, major: false, cut: false, told: "2027-05-10 08:00", fixed: "2027-05-11 08:00"}
        - {date: 2027-05-12, major: false, cut: false, told: "2027-05-12 08:00", fixed: "2027-05-13 08:01"}
        - {date: 2027-05-14, major: true, cut: true, told: "2027-05-14 08:00"}
    expect: {values: [{value: late, subject: 甲, period: 2027-05, equals: TIMES}]}
"""
SMALL = "where: {value: major, is: false}"
NOT_CUT = "unless: {value: cut, is: true}"
MISSED = "{not: {met: L-2}}"


def faults(asked: str, times: int, part: str = SMALL) -> str:
    return FAULTS.replace("PART", part).replace("ASKED", asked).replace("TIMES", str(times))


def warned(text: str) -> bool:
    return any("不管的登记" in str(one) for one in lint({"scheme.yaml": HEAD + text}))


def test_records_that_a_limit_leaves_out_are_counted_as_missed_and_warned_of() -> None:
    for part in (SMALL, NOT_CUT):
        plain = faults(MISSED, 2, part)
        assert wrong(plain) == []
        assert warned(plain)


def test_with_the_condition_of_the_limit_only_those_it_concerns_are_counted() -> None:
    for asked, part in (
        ("{value: major, is: false}", SMALL),
        ("{not: {value: cut, is: true}}", NOT_CUT),
        (
            "{value: major, is: false}, {value: cut, is: false}",
            "where: {all: [{value: major, is: false}, {value: cut, is: false}]}",
        ),
    ):
        apart = faults(f"{{all: [{asked}, {MISSED}]}}", 1, part)
        assert wrong(apart) == []
        assert not warned(apart)


def test_a_limit_is_asked_itself_whether_it_concerns_a_record() -> None:
    for part in (SMALL, NOT_CUT, f"{SMALL}, {NOT_CUT}"):
        apart = faults(f"{{all: [{{owed: L-2}}, {MISSED}]}}", 1, part)
        assert wrong(apart) == []
        assert not warned(apart)
        assert wrong(faults("{owed: L-2}", 2, part)) == []
        assert wrong(faults("{not: {owed: L-2}}", 1, part)) == []


def test_a_limit_without_conditions_concerns_each_record_since_it_holds() -> None:
    assert wrong(faults("{owed: L-2}", 3, "who: provider")) == []
    assert wrong(faults("{owed: L-2}", 2, "effective: 2027-05-12")) == []
    assert wrong(faults("{owed: L-2}", 1, "until: 2027-05-11")) == []


def test_whether_a_limit_concerns_a_record_is_open_while_what_it_hangs_on_is_not_recorded() -> None:
    level = "facts:\n  level: {name: 等级, kind: choice, of: provider, options: [甲, 乙]}\n  fault:"
    known = "facts:\n      level: [{subject: 甲, value: 甲}]\n      fault:\n        - {date"
    for part, times in (("where: {value: level, is: 甲}", 3), ("unless: {value: level, is: 甲}", 0)):
        text = faults("{owed: L-2}", times, part).replace("facts:\n  fault:", level)
        assert wrong(text) == [f"应为 {times}，实为 0至3"]
        assert wrong(text.replace("facts:\n      fault:\n        - {date", known, 1)) == []


def test_a_limit_concerns_somebody_of_whom_any_record_is_one_of_its_own() -> None:
    asked = "{if: {owed: L-2}, then: 1, otherwise: 0}"
    for part, times in ((SMALL, 1), ("where: {all: [{value: major, is: true}, {value: cut, is: false}]}", 0)):
        text = faults("{owed: L-2}", times, part)
        assert wrong(text.replace("{count: fault, where: {owed: L-2}, within: month}", asked)) == []


RATE = (
    "{ratio: [{count: fault, where: {met: L-2}, within: month}, {count: fault, where: ALL, within: month}]}"
)


def rated(whole: str, rate: str, part: str = SMALL) -> str:
    text = faults("ASKED", 0, part).replace("every: month, value", "every: month, percent: true, value")
    counted = "{count: fault, where: ASKED, within: month}"
    return text.replace(counted, RATE.replace("ALL", whole)).replace("equals: 0", f'equals: "{rate}"')


def test_a_rate_of_those_kept_in_time_is_one_of_those_that_the_limit_concerns() -> None:
    for part in (SMALL, NOT_CUT):
        assert wrong(rated("{owed: L-2}", "50%", part)) == []
    for whole, part in (
        ("{owed: L-2}", SMALL),
        ("{value: major, is: false}", SMALL),
        ("{reported: told}", "who: provider"),
    ):
        assert "率就低了" not in str(lint({"scheme.yaml": HEAD + rated(whole, "50%", part)}))
    for whole in ("{reported: told}", "{value: major, is: true}"):
        assert "率就低了" in str(lint({"scheme.yaml": HEAD + rated(whole, "50%")}))


def test_a_rate_may_be_reckoned_from_measures_and_of_other_records() -> None:
    plain = rated("{reported: told}", "50%")
    named = plain.replace(RATE.replace("ALL", "{reported: told}"), "{ratio: [kept, all]}").replace(
        "measures:\n",
        "measures:\n  kept: {name: 按时, of: provider, every: month, "
        "value: {count: fault, where: {met: L-2}, within: month}}\n"
        "  all: {name: 总数, of: provider, every: month, value: {count: fault, within: month}}\n",
    )
    assert "率就低了" in str(lint({"scheme.yaml": HEAD + named}))
    others = plain.replace(
        "facts:\n  fault:", "facts:\n  trip: {name: 出车, kind: record, of: provider}\n  fault:"
    )
    whole = "{count: fault, where: {reported: told}, within: month}"
    assert whole in others
    assert "率就低了" not in str(
        lint({"scheme.yaml": HEAD + others.replace(whole, "{count: trip, within: month}")})
    )


def test_another_condition_beside_it_does_not_tell_them_apart() -> None:
    assert warned(faults(f"{{all: [{{reported: fixed}}, {MISSED}]}}", 1))


def test_a_limit_on_all_records_and_those_that_were_kept_are_not_warned_of() -> None:
    assert not warned(faults(MISSED, 2, "who: provider"))
    assert not warned(faults("{met: L-2}", 1))
