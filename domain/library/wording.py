"""Terms and parties in plain Chinese."""

from collections.abc import Mapping

from domain.library.brackets import bracketed
from domain.library.models.base import OpenMark
from domain.library.models.dates import (
    Anchor,
    CalendarDate,
    CountedTerm,
    DateSpec,
    EventDate,
    FixedDate,
    MonthDate,
    PhaseDate,
    RelativeDate,
    Running,
    Term,
    UntilTerm,
    WordsDate,
    WordsTerm,
)
from domain.library.models.lengths import BetweenTerm, Lasting, LastingTerm
from domain.library.models.scheme import Scheme
from domain.library.named_days import the_day_of, within_words
from domain.library.period_words import every as every
from domain.library.period_words import stretch as stretch
from domain.several_kinds import kinds_in
from domain.terms import NO_FESTIVALS, chinese_date
from domain.units import UNIT_KIND_NAMES

BUILT_IN_PARTIES: dict[str, str] = {str(kind): name for kind, name in UNIT_KIND_NAMES.items()}
UP_TO = "前（含当日）"
UNITS = {
    "calendar_day": "日（自然日）",
    "working_day": "个工作日",
    "week": "周",
    "month": "个月",
    "year": "年",
    "hour": "小时",
    "minute": "分钟",
}
_YEARS = {"same": "当年", "this": "", "next": "次年", "previous": "上年"}
ROLLS = {
    "none": "遇休不动",
    "next_workday": "遇休顺延",
    "prev_workday": "遇休提前",
    "next_non_holiday": "遇法定节假日顺延",
    "prev_non_holiday": "遇法定节假日提前",
}


def party(scheme: Scheme, key: str) -> str:
    """The name of a kind of unit or person, or the names of several."""
    return "、".join(scheme.parties.get(one) or BUILT_IN_PARTIES.get(one, one) for one in kinds_in(key))


def length(count: int | OpenMark, unit: str, names: Mapping[str, str] | None = None) -> str:
    """30日（自然日）, 10个工作日; what the office fills in by its name, where the names are given."""
    if isinstance(count, OpenMark):
        return f"{left_open(count, names) if blank(count.open) in (names or {}) else '若干'}{UNITS[unit]}"
    return f"{count}{UNITS[unit]}"


def term(one: Term, names: Mapping[str, str] | None = None) -> str:
    """A term as a phrase; `names` are those of dates by their keys."""
    match one:
        case WordsTerm():
            return f"{one.words}（由人确定日期）"
        case OpenMark():
            return "期限未定，由人确定"
        case UntilTerm():
            return until(one.by, names)
        case CountedTerm():
            return over(one, length(one.count, one.unit, names), names)


def until(one: DateSpec, names: Mapping[str, str] | None = None) -> str:
    """Up to when something is to be done: 3月底前, 到期日前（含当日）, 验收日后20日内, 最迟期末前30日."""
    told = ending(one, names)
    match one:
        case WordsDate():
            return told
        case RelativeDate() if one.count != 0:
            return f"{told}内" if one.after is not None else f"最迟{told}"
    return f"{told}前" if told.endswith(("底", "末")) else f"{told}{UP_TO}"


def until_hour(told: str, hour: str) -> str:
    """The same up to an hour of that day: 12月20日17时前."""
    return f"{told.removesuffix(UP_TO).removesuffix('前').removesuffix('内')}{hour}前"


def ending(one: DateSpec, names: Mapping[str, str] | None = None) -> str:
    """A date as an end: 3月底, 上半年末."""
    return f"{date_text(one, names)}{_end(one)}"


def blank(key: str) -> str:
    """Under which key the name of a date stands that the office fills in."""
    return f"open:{key}"


def filled(key: str) -> str:
    """Under which key the default of what the office fills in stands."""
    return f"default:{key}"


def left_open(one: OpenMark, names: Mapping[str, str] | None = None) -> str:
    """春节（创建时填写）, 上浮比例（创建时填写，默认5%）."""
    default = (names or {}).get(filled(one.open))
    return (
        f"{(names or {}).get(blank(one.open), '未定')}（创建时填写{f'，默认{default}' if default else ''}）"
    )


def _end(one: DateSpec) -> str:
    """The end of what a term names without a day: 3月底前 is not 3月前."""
    if not isinstance(one, CalendarDate) or one.day:
        return ""
    return "末" if one.part or one.half or one.quarter else "底"


def over(one: Running, body: str, names: Mapping[str, str] | None = None) -> str:
    """A length with what it runs from and how far: 自送达次日起10个工作日内，最迟12月20日."""
    return f"{_from_or_before(one, body, names or {})}{bounds(one, names)}"


def bounds(one: object, names: Mapping[str, str] | None = None) -> str:
    """，最迟12月20日: how far a term runs at the most, or at least; empty where nothing is said."""
    sides = (("最迟", getattr(one, "no_later_than", None)), ("不早于", getattr(one, "no_earlier_than", None)))
    return "".join(f"，{word}{ending(bound, names)}" for word, bound in sides if bound is not None)


def how_long(one: object, body: str) -> str:
    """A length with what is left out of it and where its last day goes: 5日（法定节假日不计，末日遇休不动）."""
    if getattr(one, "holidays", None) is not None:
        body = body.replace(UNITS["calendar_day"], f"日（{NO_FESTIVALS}）")
    return with_roll(body, getattr(one, "roll", None))


def _from_or_before(one: Running, body: str, names: Mapping[str, str]) -> str:
    """自送达次日起3个工作日内; hours run from the moment itself."""
    body = how_long(one, body)
    if one.before:
        return f"{names.get(one.before, one.before)}前{body}"
    if not one.from_:
        return body
    return f"{running(names.get(one.from_, one.from_), getattr(one, 'unit', ''))}{body}内"


def running(start: str, unit: str) -> str:
    """自送达次日起; hours and minutes run from the moment itself: 自接单时起."""
    start = "起算日" if start == "起算" else f"“{start}”" if start.endswith("起") else start
    if unit not in {"hour", "minute"}:
        return f"自{start}次日起"
    return f"自{start}起" if start.endswith(("时", "时刻", "时间", "日", "日期")) else f"自{start}时起"


def lasting(one: Lasting, names: Mapping[str, str] | None = None) -> str:
    """How long something lasts."""
    if isinstance(one, LastingTerm):
        return "永久" if one.word == "permanent" else "期限未写"
    if isinstance(one, BetweenTerm):
        low = f"{one.at_least}至" if one.at_least is not None else "不超过"
        least = f"不少于{length(one.at_least or 1, one.unit)}"
        words = least if one.at_most is None else f"{low}{length(one.at_most, one.unit)}"
        return f"{words}（由人在幅度内确定）"
    return _up_to(one, names) if isinstance(one, UntilTerm) else term(one, names)


def _up_to(one: UntilTerm, names: Mapping[str, str] | None) -> str:
    """至刑罚执行完毕日满5年之日止, 至12月31日止, 至6月底止."""
    by = one.by
    if isinstance(by, RelativeDate) and by.after is not None and by.count != 0:
        return f"至{date_text(by.after, names)}满{length(by.count, by.unit)}之日止"
    return f"至{date_text(by, names)}{_end(by)}止"


def begin(one: Anchor, names: Mapping[str, str] | None = None) -> str:
    """What a time runs from: 决定之日, 处分日, 2026年5月1日."""
    text = date_text(one, names)
    return the_day_of(text) if isinstance(one, str) else text


def date_text(one: DateSpec | Anchor, names: Mapping[str, str] | None = None) -> str:
    """A date as a phrase; `names` are those of phases and recorded dates by their keys."""
    match one:
        case str():
            return (names or {}).get(one, one)
        case FixedDate():
            return chinese_date(one.day)
        case CalendarDate():
            return _calendar(one)
        case EventDate():
            return f"{the_day_of((names or {}).get(one.event, one.event))}{rolled(one.roll)}"
        case PhaseDate():
            phase = (names or {}).get(one.phase, one.phase)
            return f"阶段“{phase}”{'开始' if one.point == 'start' else '结束'}"
        case WordsDate():
            return f"“{one.words}”（由人确定日期）"
        case OpenMark():
            return left_open(one, names)
        case RelativeDate():
            return _relative(one, names)
        case MonthDate():
            return f"{date_text(one.origin, names)}{within_words(one)}{rolled(one.roll)}"


def rolled(roll: str | None) -> str:
    """（遇休顺延）; empty where nothing is said."""
    return f"（{ROLLS[roll]}）" if roll else ""


def with_roll(length: str, roll: str | None) -> str:
    """3个月（末日遇休不动）, 3日（自然日，末日遇休不动）; as it is where nothing is said."""
    if not roll:
        return length
    said = f"末日{ROLLS[roll]}）"
    return f"{length[:-1]}，{said}" if length.endswith("）") else f"{length}（{said}"


def _relative(one: RelativeDate, names: Mapping[str, str] | None) -> str:
    anchor = one.after if one.after is not None else one.before
    side = "后" if one.after is not None else "前"
    start = date_text(anchor, names) if anchor is not None else ""
    start = bracketed(start) if isinstance(anchor, RelativeDate) else start
    text = (
        f"{the_day_of(start)}{rolled(one.roll)}"
        if one.count == 0
        else f"{start}{side}{with_roll(length(one.count, one.unit, names), one.roll)}"
    )
    for word, bound in (("不晚于", one.no_later_than), ("不早于", one.no_earlier_than)):
        text += f"（{word}{date_text(bound, names)}）" if bound is not None else ""
    return text


def _year(one: CalendarDate) -> str:
    if isinstance(one.year, OpenMark):
        return "（年份创建时填写）"
    return f"{one.year}年" if isinstance(one.year, int) else _YEARS[one.year]


def _calendar(one: CalendarDate) -> str:
    year = _year(one)
    if one.quarter or one.half:
        return f"{year}第{one.quarter}季度" if one.quarter else f"{year}{'上' if one.half == 1 else '下'}半年"
    if one.month is None:
        return year or "当年"
    return f"{year}{one.month}月{f'{one.day}日' if one.day else one.part or ''}{rolled(one.roll)}"
