"""What no form of the format reads: said with what was probably meant."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from domain.library.misread import day_meant, period_meant
from domain.library.models.base import OpenMark
from domain.library.models.conditions import BOUND_NAMES
from domain.library.models.scheme import Scheme
from domain.library.models.values import VALUE_FORMS
from domain.library.nearest import meant

_TOGETHER = "together（一起做）只写在 choose_one 里；一起做的几样后果直接一项一项列出来"
_DATES = frozenset({"“by”", "“due”", "“from”", "“to”", "“first”", "“last”"})
_RECKONED = "：算出来的几元写 {fixed: {product: […]}}，登记的写 {fixed: 登记项的键}"
_OF_A_YEAR = "：当年的月日写 {year_of: period_end, month: %s, day: %s}，逐条的写 {year_of: row_date, …}"
_FIELD_FIRST = (
    "：这里写日期，算出来的日期先设成登记项（kind: date，value 里写算法），再写它的键；"
    "按期的没有登记项，写 {count: …, unit: …, from: 起算事件}"
)
_ENDS = (
    "：时段的起止写日期、{phase: …} 或登记的日期 {event: 键}，不能写算出来的；要与算出来的日期比的，"
    "不写起止，在 where 里写 {value: row_date, at_least: {%s: …}}"
)
_UP_TO_NOW = "看到判断那一刻为止的，不写起止，在 where 里写 {value: row_date, at_least: 起日}"
_STANDS_ON = frozenset({"“starts”", "“after”", "“before”", "“month_of”", "“year_of”", "“by”"})
_CONDITIONS = frozenset(
    {"“when”", "“unless”", "“not”", "“where”", "“if”", "“of”", "“skip”", "“leaves_when”", "“applies_when”"}
)
_COMPARED = "：这是一个值，当条件要写明与谁比：{value: {%s: …}, at_least: 1}，是否的写 is: true"
_KEYS: list[str] = []


def unknown_form(here: str, raw: Any) -> str:
    """What to write instead of something that has none of the forms of its place."""
    if isinstance(raw, str) and "XX" in raw.upper():
        said = (
            "请写 {month: 5, day: 10}，年份由 scheme 的 year 定；另一年的加 year: {open: 键}，在 open 里声明"
        )
        return f"{here}年份未定（{raw}）：{said}"
    if isinstance(raw, dict) and "together" in raw:
        return f"{here}{_TOGETHER}"
    if isinstance(raw, dict):
        near = next((hit for key in raw if (hit := meant(str(key), known_keys())) not in ("", key)), "")
        hint = f"，是不是想写“{near}”？" if near else _written_instead(here, raw)
        return f"{here}看不懂这种写法（{'、'.join(map(str, raw))}）{hint}"
    if isinstance(raw, list) and raw and all(isinstance(one, dict) and "do" in one for one in raw):
        return f"{here}几样一起做的要写成 {{together: [{{do: …}}, {{do: …}}]}}"
    if isinstance(raw, str | int) and (other := day_meant(str(raw)) or period_meant(str(raw))):
        return f"{here}看不懂这种写法：{other}"
    if here == "“to”" and raw in {"judged_on", "today"}:
        return f"{here}看不懂这种写法：{_UP_TO_NOW}"
    if here in _DATES and isinstance(raw, str) and raw.isidentifier():
        counted = f"，从它数起写 {{after: {raw}, count: …, unit: …}}" if here == "“by”" else ""
        return f"{here}看不懂这种写法：登记的日期写 {{event: {raw}}}{counted}"
    if here == "“amount”" and raw is not None:
        return f'{here}要写明怎样算：定额写 {{fixed: 500}}，按比例写 {{percent: "5%", of: 基数的键}}'
    said = "没有内容" if raw is None else "写成了列表" if isinstance(raw, list) else str(raw)
    return f"{here}看不懂这种写法：{said}"


def _written_instead(here: str, raw: dict[Any, Any]) -> str:
    """What is known to be meant by a form that stands where it cannot."""
    if here == "“amount”":
        return _RECKONED
    if "month" in raw:
        return _OF_A_YEAR % (raw["month"], raw.get("day", 1))
    form = next((key for key in raw if key in VALUE_FORMS), None)
    if here in _CONDITIONS and form is not None and "value" not in raw:
        return _COMPARED.replace("%s", str(form))
    if here in {"“from”", "“to”"} and form is not None:
        return _ENDS.replace("%s", str(form))
    return _FIELD_FIRST if here in _STANDS_ON and any(key in VALUE_FORMS for key in raw) else ""


def known_keys() -> list[str]:
    """Every key that the format knows somewhere."""
    if not _KEYS:
        _KEYS.extend(sorted({*VALUE_FORMS, *BOUND_NAMES, *_fields_below(Scheme), *OpenMark.model_fields}))
    return _KEYS


def keys_at(loc: Sequence[str | int]) -> list[str]:
    """The keys that can stand beside the last one of `loc`; of a place with several forms those of each of them."""
    here: set[type[BaseModel]] = {Scheme}
    for step in loc[:-1]:
        fields = [
            field
            for model in here
            for name, field in model.model_fields.items()
            if step in (name, field.alias)
        ]
        if fields:  # else a key that the writer chose, the number of an item, or which form it is
            here = {model for field in fields for model in _models_in(field.annotation)}
    return sorted({field.alias or name for model in here for name, field in model.model_fields.items()})


def _fields_below(model: type[BaseModel]) -> Iterator[str]:
    seen: set[type[BaseModel]] = set()
    todo: list[type[BaseModel]] = [model]
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        for name, field in here.model_fields.items():
            yield field.alias or name
            todo += _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
