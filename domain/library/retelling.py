"""pydantic's errors told in Chinese, with file and line."""

from typing import Any

from pydantic import ValidationError

from domain.library.either import is_choice, meant_ones
from domain.library.marked import MarkedDict, mark_at
from domain.library.misread import BY_MONTH, OWN_YEARS, number_meant
from domain.library.models.base import GRAINS
from domain.library.nearest import literals, meant, nearest
from domain.library.problems import Problem, Severity
from domain.library.unread import keys_at, unknown_form
from domain.library.wording import BUILT_IN_PARTIES

_NAMES = {
    "clause": "条款",
    "id": "编号",
    "title": "标题",
    "name": "名称",
    "compared": "与原文核对的日期",
    "then": "后果",
    "when": "条件",
    "subject": "对象",
    "documents": "依据文件",
    "scheme": "方案基本信息",
    "kind": "种类",
    "do": "做什么",
    "unit": "单位",
}
_PLAIN = {
    "string_type": "应是文字",
    "string_too_short": "不能为空",
    "string_pattern_mismatch": "写法不合要求：键用小写英文、数字和下划线，编号用字母、数字、点和短横",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "tuple_type": "应是列表（每项前加“- ”）",
    "list_type": "应是列表（每项前加“- ”）",
    "dict_type": "应是“键: 内容”的形式",
    "model_type": "应是“键: 内容”的形式",
    "model_attributes_type": "应是“键: 内容”的形式",
    "too_long": "内容太多",
}


_PARTIES = {name: key for key, name in BUILT_IN_PARTIES.items()}
_A_NUMBER = "应是数字"
_ONE_BY_ONE = "；几种登记合在一起看的，先设一项数据（kind: record，from: [甲, 乙]），on 写它的键"
_BY_GRADE = (
    "只写一种统计期；多久一次随等级变的，一级写一条，各写各的 every，加 unless: {not: {value: level, is: A}}"
)
_OF_MEMBERS = (
    "不写在 count 里：下属各单位的登记合起来数，写 {take: total, of: 1, rows: 登记的键, members: 那一种单位}"
)
_EACH = "；落在几个人身上的，每人写一项后果"


def retold(error: ValidationError, tree: MarkedDict) -> list[Problem]:
    """Each mistake once, at the line where it stands."""
    details = [one for one in error.errors(include_url=False) if not _is_echo(one, error)]
    problems = []
    for one in meant_ones(details):
        mark = mark_at(tree, one["loc"])
        problems.append(
            Problem(mark.file, mark.line, Severity.ERROR, f"{_place(one['loc'], tree)}{_sentence(one)}")
        )
    return problems


def _is_echo(one: Any, error: ValidationError) -> bool:
    """A list found too short only because one of its items is wrong."""
    if one["type"] not in {"too_short", "missing"} or not one["input"]:
        return False
    if one["type"] == "missing" and not isinstance(one["input"], list | tuple):
        return False
    loc = one["loc"]
    return any(other["loc"][: len(loc)] == loc for other in error.errors() if len(other["loc"]) > len(loc))


def _place(loc: tuple[str | int, ...], tree: Any) -> str:
    """Where it stands, with the id or name of each list item: rules.R-1.then.第2项."""
    steps: list[str] = []
    for step in loc:
        if _is_tag(step):
            continue
        tree = _inner(tree, step)
        steps.append(_item_name(tree, step) if isinstance(step, int) else step)
    return f"{'.'.join(steps[:-1])}：" if len(steps) > 1 else ""


def _inner(tree: Any, step: str | int) -> Any:
    try:
        return tree[step]
    except (KeyError, IndexError, TypeError):
        return None


def _item_name(item: Any, at: int) -> str:
    name = next((item[key] for key in ("id", "key", "name") if key in item), None) if _is_map(item) else None
    return name if isinstance(name, str) else f"第{at + 1}项"


def _is_map(raw: Any) -> bool:
    return isinstance(raw, dict)


def _is_tag(step: str | int) -> bool:
    return is_choice(step) or (isinstance(step, str) and step.startswith("<"))


def _no_grain(given: Any) -> str:
    if isinstance(given, dict) and "anniversary" in given:
        return (
            f"不写 anniversary：{OWN_YEARS}，这里写 every: year；只有这一条按周期、几年一个周期的，{BY_MONTH}"
        )
    if isinstance(given, dict | list):
        return _BY_GRADE
    return f"{_only(_said(given), list(GRAINS))}；学期、双月一类先在 periods 里声明"


def _sentence(one: Any) -> str:
    loc = [step for step in one["loc"] if not _is_tag(step)]
    last = loc[-1] if loc else ""
    here = f"“{last}”" if isinstance(last, str) else f"第{last + 1}项"
    kind, context = one["type"], one.get("ctx", {})
    match kind:
        case "missing":
            name = _NAMES.get(str(last), "")
            return f"缺少“{last}”{f'（{name}）' if name else ''}"
        case "extra_forbidden":
            of_members = last == "members" and "<count>" in one["loc"]
            return (
                f"{here}{_OF_MEMBERS}"
                if of_members
                else f"不认识的键“{last}”，{nearest(str(last), keys_at(loc))}"
            )
        case "literal_error":
            return f"{here}{_only(_said(one['input']), literals(context['expected']))}{_by_the_clock(one)}"
        case "grain":
            return f"{here}{_no_grain(one['input'])}"
        case "union_tag_not_found" | "union_tag_invalid":
            return unknown_form(here, one["input"])
        case "string_pattern_mismatch" if one["input"] in _PARTIES:
            return f"{here}对象要写英文的键：“{one['input']}”写 {_PARTIES[one['input']]}"
        case "value_error":
            return f"{here}{_refused(one['input'], str(context['error']))}"
        case "too_short" if not isinstance(one["input"], str):
            return f"{here}至少要有 {context['min_length']} 项"
        case "greater_than_equal" | "less_than_equal":
            return f"{here}超出范围：{_bounds_words(context)}"
    return f"{here}{_plain(one, loc)}"


def _refused(given: Any, said: str) -> str:
    """What a check of our own said, with the number that was meant."""
    figure = number_meant(given) if isinstance(given, str) and _A_NUMBER in said else ""
    return f"{said}{f'：{figure}' if figure else ''}"


def _plain(one: Any, loc: list[str | int]) -> str:
    """What is wrong with what stands at a key."""
    kind, given = one["type"], one["input"]
    if given is None:
        return "没有内容（“#”后面是说明，系统不看）"
    if kind == "string_type" and isinstance(given, list):
        hint = (_EACH if "then" in loc else _ONE_BY_ONE) if loc[-1:] == ["on"] else ""
        return f"只写一个，不能写成列表{hint}"
    if kind == "string_type" and isinstance(given, dict):
        return "应是文字（一个键或一句话），这里不能写算式或下一层内容"
    if kind.startswith("int_"):
        return _whole(given, open_too=any(map(is_choice, one["loc"])))
    return "不能为空" if kind == "too_short" else _PLAIN.get(kind, "写法有误")


def _whole(given: Any, *, open_too: bool) -> str:
    if isinstance(given, dict):
        other = "（还没有定的写 {open: 键}）" if open_too else ""
        return f"应是整数{other}，这里不能写算式；多少不一的，分成几条各写各的"
    figure = number_meant(given) if isinstance(given, str) else ""
    return f"应是整数{f'：{figure}' if figure else ''}"


def _by_the_clock(one: Any) -> str:
    """How hours are looked at, where a window was written in hours."""
    if "<rolling>" not in one["loc"] or one["input"] not in ("hour", "minute"):
        return ""
    latest = "{take: latest, of: 时刻, rows: 登记, within: earlier}"
    return f"；按小时、分钟看的，比两个时刻：{{value: {{elapsed: [{latest}, 时刻], unit: {one['input']}}}, at_most: …}}"


def _bounds_words(context: Any) -> str:
    return f"不小于 {context['ge']}" if "ge" in context else f"不大于 {context['le']}"


def _said(raw: Any) -> str:
    return "、".join(map(str, raw)) if isinstance(raw, list | tuple | dict) else str(raw)


def _only(given: str, known: list[str]) -> str:
    hint = f"，是不是想写“{near}”？" if (near := meant(given, known)) else ""
    return f"只能写 {'、'.join(known)}，现在是“{given}”{hint}"
