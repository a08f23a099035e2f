"""What a sheet of a register was understood to say, before it is imported."""

from domain.registers import Register
from services.register_import import Preview
from services.register_sheet import Typed
from ui.listing import simple_table
from ui.page import section
from ui.provider_words import told_words
from ui.table import Cell, Column

SHOWN_TWINS = 5
PREVIEW = (
    Column("row", "行号", align="right"),
    Column("subject", "对象"),
    Column("period", "统计期"),
    Column("day", "日期或次数"),
    Column("what", "内容", wrap=True, width="40%"),
)


def show_preview(register: Register, result: Preview) -> None:
    """The first rows as they were understood."""
    lines: list[dict[str, Cell]] = [
        {
            "id": one.number, "row": str(one.number), "subject": f"{one.code} {one.name}".strip(),
            "period": one.period, "day": _day(result, one),
            "what": "，".join([*one.levels.values(), told_words(register.spec, one.values)]),
        }
        for one in result.sample
    ]  # fmt: skip
    section("读到的内容", f"前 {len(lines)} 行")
    simple_table(lines, PREVIEW, key="preview", caption="读到的内容")


def twins_words(result: Preview) -> str:
    """第 65、66 行与第 64 行完全相同: for a person to look at."""
    same: dict[int, list[str]] = {}
    for number, first in result.twins:
        same.setdefault(first, []).append(str(number))
    told = [f"第 {'、'.join(rows)} 行与第 {first} 行" for first, rows in list(same.items())[:SHOWN_TWINS]]
    more = " 等" if len(same) > SHOWN_TWINS else ""
    return f"{'，'.join(told)}{more}完全相同。重复登记的请从表里删去；确实是两次的可以导入。"


def _day(result: Preview, one: Typed) -> str:
    times = result.times.get(one.number, 0)
    return f"{times} 次" if times > 1 else str(one.day or "当期没有")
