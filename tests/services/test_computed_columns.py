"""Computed fields are no columns of a register, and what is computed of each record cannot be told in totals."""

from dataclasses import replace

from domain.library import load_files
from domain.registers import registers_of
from domain.thresholds.years import CALENDAR
from services.import_sheet import SheetRow
from services.register_sheet import choices_of, sheet_of, typed_row
from services.register_totals import has_totals
from tests.domain.library.base_scheme import FACTS, HEAD, scheme_with
from tests.provider_world import TODAY

PEOPLE = HEAD + "parties: {elder: 老人}\n"
FIELDS = "minutes: {name: 分钟, kind: number}, mood: {name: 满意, kind: grade, options: [好, 差]}"
COMPUTED = "hours: {name: 小时, kind: number, value: {quotient: [minutes, 60]}}"
DUTY = """
duties:
  - {id: U, title: 每月上门, clause: 一, subject: elder, who: provider, every: month,
     done: {count: visit, where: {value: WHERE, at_least: 1}}, required: 1}
"""


def scheme(fields: str, where: str) -> dict[str, str]:
    facts = FACTS + f"  visit: {{name: 上门, kind: record, of: elder, fields: {{{fields}}}}}\n"
    return scheme_with(scheme=PEOPLE, facts=facts, duties=DUTY.replace("WHERE", where))


def test_a_register_asks_for_what_is_typed_in_only() -> None:
    found = load_files(scheme(f"{FIELDS}, {COMPUTED}", "hours")).scheme
    register = registers_of(found)["visit"]
    assert [one.title for one in sheet_of(found, register).columns.values()][3:] == ["分钟", "满意", "经办人"]
    assert choices_of(found, register, []) == {"field:mood": ["好", "差"]}
    row = SheetRow(
        2, {"name": "张三", "day": TODAY, "field:minutes": "90", "field:mood": "好", "done_by": "李四"}
    )
    assert typed_row(found, register, row, TODAY, CALENDAR).values == {"minutes": "90", "mood": "好"}


def test_totals_are_not_taken_where_something_is_computed_of_each() -> None:
    plain = load_files(scheme(FIELDS, "minutes")).scheme
    assert has_totals(registers_of(plain)["visit"])
    computed = load_files(scheme(f"{FIELDS}, {COMPUTED}", "hours")).scheme
    register = registers_of(computed)["visit"]
    assert not has_totals(register)
    assert has_totals(replace(register, spec=registers_of(plain)["visit"].spec))
