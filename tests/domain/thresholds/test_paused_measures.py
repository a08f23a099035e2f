"""Days that do not count towards the time of a consequence: stoppages and appeals after it began, up to its end."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.library import lint
from domain.library.articles import articles_of
from domain.paused import Paused, paused_deadline, paused_last_day
from domain.terms import Period, Unit
from tests.domain.library.base_scheme import scheme_with
from tests.domain.thresholds.test_small_clauses import library, wrong

CALENDAR = WorkCalendar()

SCHEME = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {
    code: {name: 编号, kind: text}, decided: {name: 决定日, kind: date, optional: true},
    appeal: {name: 申诉日, kind: date, optional: true}, answer: {name: 答复日, kind: date, optional: true},
    extra: {name: 延期天数, kind: number, optional: true}}}
  stop: {name: 停工, kind: record, of: village, fields: {
    code: {name: 编号, kind: text}, until: {name: 复工前一日, kind: date, optional: true}}}
rules:
  - {id: A, title: 整改, clause: 一, subject: village, on: hz, then: [{do: rectify, WITHIN, pauses: PAUSES}]}
  - {id: B, title: 暂停, clause: 一, subject: village, on: hz,
     then: [{do: suspend, lasts: {count: 30, unit: calendar_day}, starts: decided, pauses: PAUSES}]}
cases:
  - name: 试
    today: TODAY
    subject: 甲村
    events: {送达: 2027-03-01}
    facts:
      hz: [{date: 2027-02-20, code: 一, ROW}]
      stop: [STOPS]
    expect:
      verdicts:
        - {id: A, date: 2027-02-20, outcome: triggered, consequences: [{do: rectify, due: DUE, within: 不计入}]}
        - {id: B, date: 2027-02-20, outcome: triggered, consequences: [{do: suspend, until: UNTIL}]}
"""
STOPPED = "{covered_days: stop, to: until, match: {code: code}}"


def told(
    row: str,
    stops: str,
    due: str,
    until: str,
    pauses: str = STOPPED,
    within: str = "",
    today: str = "2027-12-01",
) -> list[str]:
    """What of a term of thirty days after 1 March came out otherwise."""
    term = within or "within: {count: 30, unit: calendar_day, from: 送达, roll: none}"
    text = SCHEME.replace("WITHIN", term).replace("PAUSES", pauses).replace("TODAY", today)
    text = text.replace("ROW", f"decided: 2027-03-01{row}").replace("STOPS", stops)
    return wrong(text.replace("DUE", due).replace("UNTIL", until))


@pytest.mark.parametrize(
    ("stops", "last"),
    [
        ("", "2027-03-31"),
        ("{date: 2027-03-10, code: 一, until: 2027-03-19}", "2027-04-10"),
        ("{date: 2027-03-10, code: 二, until: 2027-03-19}", "2027-03-31"),
        ("{date: 2027-02-20, code: 一, until: 2027-03-05}", "2027-04-04"),
        ("{date: 2027-03-31, code: 一, until: 2027-04-09}", "2027-04-10"),
        ("{date: 2027-04-01, code: 一, until: 2027-04-09}", "2027-03-31"),
        (
            "{date: 2027-03-10, code: 一, until: 2027-03-19}, {date: 2027-03-15, code: 一, until: 2027-03-20},"
            " {date: 2027-04-11, code: 一, until: 2027-04-12}",
            "2027-04-13",
        ),
    ],
)
def test_stoppages_between_the_start_and_the_end_move_the_end(stops: str, last: str) -> None:
    assert told("", stops, last, last) == []


def test_while_a_stoppage_goes_on_the_term_does_not_end() -> None:
    assert told("", "{date: 2027-03-30, code: 一}", "2027-06-03", "2027-06-03", today="2027-06-01") == []
    assert told("", "{date: 2027-03-30, code: 一}", "2027-06-04", "2027-06-04", today="2027-06-02") == []


def test_an_appeal_written_beside_the_record_and_days_granted_do_not_count_either() -> None:
    both = "[{from: appeal, to: answer}, extra]"
    row = ", appeal: 2027-03-20, answer: 2027-03-25, extra: 3"
    assert told(row, "", "2027-04-08", "2027-04-08", both) == []
    assert told(", answer: 2027-03-25", "", "2027-03-31", "2027-03-31", both) == []


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("within: {count: 1, unit: month, from: 送达, roll: none}", "2027-04-11"),
        ("within: {count: 20, unit: working_day, from: 送达}", "2027-04-08"),
    ],
)
def test_months_are_counted_first_and_working_days_leave_out_working_days(within: str, due: str) -> None:
    stops = "{date: 2027-03-10, code: 一, until: 2027-03-19}"
    assert told("", stops, due, "2027-04-10", within=within) == []


def test_the_reckoning_says_how_many_days_do_not_count() -> None:
    paused = Paused(((date(2027, 3, 9), date(2027, 3, 19)),))
    term = Period(30, Unit.CALENDAR_DAY)
    found = paused_deadline(date(2027, 3, 1), term, CALENDAR, "送达", paused, date(2027, 12, 1))
    assert (found.due, found.paused) == (date(2027, 4, 12), 10)  # 10 April is a Saturday
    assert "次日起30日（自然日），另有10日不计入期限，末日" in found.explain()
    month = paused_deadline(
        date(2027, 3, 1), Period(1, Unit.MONTH), CALENDAR, "送达", paused, date(2027, 12, 1)
    )
    assert month.explain().startswith("1个月届满（2027年4月1日），另有10日不计入期限，末日")
    assert type(found).from_json(found.to_json()) == found
    assert Paused.from_json(paused.to_json()) == paused
    lasts = paused_last_day(date(2027, 3, 1), 1, "month", CALENDAR, paused, date(2027, 12, 1))
    assert lasts == date(2027, 4, 11)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("do: warn, pauses: 3", "与 within、lasts 中的一个一起写"),
        ("do: rectify, within: {by: {month: 12, day: 31}}, pauses: 3", "那天顺不顺延原文没有说"),
        ("do: rectify, within: {count: 3, unit: hour, from: 送达}, pauses: 3", "要写多久"),
        ("do: ban, lasts: permanent, pauses: 3", "要写多久"),
        (
            "do: ban, lasts: {count: 3, unit: week, no_later_than: {month: 12, day: 31}}, pauses: 3",
            "不写 no_later_than",
        ),
        ("do: rectify, within: {count: 3, unit: week, from: 送达, pauses: 3}", "不写在期限里面"),
        (
            "do: rectify, within: {count: 3, unit: week, from: 送达}, pauses: {from: row_date, to: intents}",
            "没有这个日期登记项“intents”",
        ),
        (
            "do: ban, lasts: {count: 3, unit: week}, pauses: {covered_days: breach, to: today, within: year}",
            "不写 within",
        ),
        ("do: ban, lasts: {count: 3, unit: week}, pauses: intent", "不计入的天数要是数"),
    ],
)
def test_what_cannot_be_left_out_is_refused(act: str, says: str) -> None:
    rule = f"rules: [{{id: B, title: 乙, clause: 二, subject: provider, on: breach, then: [{{{act}}}]}}]"
    found = lint(scheme_with(more=rule))
    assert any(says in one.message for one in found), found


def test_what_does_not_count_is_told_in_plain_words() -> None:
    text = SCHEME.replace("WITHIN", "within: {count: 30, unit: calendar_day, from: 送达}").replace(
        "PAUSES", STOPPED
    )
    text = text.split("cases:")[0]
    sentences = "".join(one.text for one in articles_of(library(text).scheme))
    assert "编号相同的“停工”（自登记日期至复工前一日）期间不计入" in sentences
