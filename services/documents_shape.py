"""What every kind of document has: fields that people fill in, the matter it is about, and a way to build it.

A `Matter` is read from rows once; `build` turns it and the checked values into the plain data of a report.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from domain.errors import Invalid
from domain.forms import plain
from reports.heads import HeadKind
from reports.issuing import Contact, Issue
from services.actor import Actor

Values = Mapping[str, str]
_PRINTED = frozenset({HeadKind.RED.value, HeadKind.LETTER.value})  # heads that need a number
HEADS = {HeadKind.NONE.value: "不用版头", HeadKind.RED.value: "红头文件", HeadKind.LETTER.value: "信函格式"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that people fill in. kind: text, area, lines (one entry a line), day, choice."""

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    required: bool = False
    longest: int = 200
    options: Mapping[str, str] = field(default_factory=dict)


COMMON = (
    Field("number", "发文字号", help="按本单位登记的字号填写，没有就留空；系统不编号。", longest=60),
    Field("day", "成文日期", "day", required=True),
    Field("issuer", "发文机关署名", required=True, longest=100),
    Field("head", "版头", "choice", "填写发文字号后才会印出版头。", options=HEADS),
    Field("contact", "联系人", longest=40),
    Field("phone", "联系电话", longest=40),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What one document is about. unit_id: the addressee, who may read it; owner_ids: the first is the owner."""

    owner_type: str
    owner_ids: tuple[int, ...]
    campaign_id: int | None
    unit_id: int
    title: str
    facts: Mapping[str, str]
    defaults: Mapping[str, str]
    build: Callable[[Values], Any]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document. data: the report's dataclass; open: reads the matter of these owners."""

    code: str
    name: str
    owner_type: str
    data: type[Any]
    render: Callable[[Any], bytes]
    fields: tuple[Field, ...]
    open: Callable[[Actor, Sequence[int], Session], Matter]

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The common fields and those of the kind."""
        return (*COMMON, *self.fields)


def read_values(kind: DocumentKind, given: Values) -> dict[str, str]:
    """The values cleaned and checked, or `Invalid` with a sentence for each field."""
    values = {one.name: str(plain(given.get(one.name, "") or "")) for one in kind.all_fields}
    problems = {
        one.name: sentence for one in kind.all_fields if (sentence := _problem(one, values[one.name]))
    }
    if values["head"] in _PRINTED and not values["number"]:
        problems.setdefault("number", "选了版头就要填写发文字号；没有字号的，请选“不用版头”。")
    if problems:
        raise Invalid(problems)
    return values


def _problem(one: Field, value: str) -> str:
    if not value:
        return f"请填写{one.label}" if one.required else ""
    if len(value) > one.longest:
        return f"{one.label}最多{one.longest}字，现在有{len(value)}字"
    if one.kind == "day" and _day(value) is None:
        return "请填写正确的日期，例如 2026-05-31"
    if one.kind == "choice" and value not in one.options:
        return "请从列出的选项中选择"
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_of(values: Values, name: str = "day") -> date:
    """A day of checked values."""
    return date.fromisoformat(values[name])


def lines_of(values: Values, name: str) -> tuple[str, ...]:
    """The entries of a field of kind lines, one a line."""
    return tuple(line.strip() for line in values[name].splitlines() if line.strip())


def issue_of(values: Values, **more: Any) -> Issue:
    """The particulars of issue."""
    head = HeadKind(values["head"] or HeadKind.NONE.value)
    return Issue(values["issuer"], day_of(values), values["number"], head, **more)


def contact_of(values: Values) -> Contact:
    """Whom the reader can ask."""
    return Contact(values["contact"], values["phone"])


def to_plain(kind: DocumentKind, data: Any) -> dict[str, object]:
    """The data as JSON keeps them."""
    stored: dict[str, object] = TypeAdapter(kind.data).dump_python(data, mode="json")
    return stored


def from_plain(kind: DocumentKind, stored: Mapping[str, object]) -> Any:
    """The data that `to_plain` stored."""
    return TypeAdapter(kind.data).validate_python(dict(stored))
