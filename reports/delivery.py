"""送达回证: the form that proves when a paper reached its addressee, on a page of its own."""

from dataclasses import dataclass
from datetime import date

from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.signatures import official_date
from reports.tables import Column, Table
from reports.type_area import FOOT_SIZE

_BLANK_DAY = "　　　　年　　月　　日"
_WAYS = "□直接送达　□留置送达　□邮寄送达\n□委托送达　□电子送达"
_COLUMNS = (Column("事项", 38, Align.CENTRE), Column("内容", 118))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known before the paper leaves; everything empty is filled in by hand."""

    recipient: str
    place: str = ""
    way: str = ""
    servers: tuple[str, ...] = ()
    delivered_on: date | None = None
    received_by: str = ""


def delivery_page(document: OfficialDocument, paper: str, number: str, delivery: Delivery) -> None:
    """Append the form for the paper of that name and number."""
    document.new_page("送达回证")
    document.blank()
    document.table(Table(_COLUMNS, _rows(paper, number, delivery), FOOT_SIZE, heading=False))


def _rows(paper: str, number: str, delivery: Delivery) -> list[tuple[str, str]]:
    day = official_date(delivery.delivered_on) if delivery.delivered_on else _BLANK_DAY
    received = f"{delivery.received_by}\n\n签名或者盖章：　　　{_BLANK_DAY}"
    return [
        ("送达文书", f"《{paper}》" + (f"（{number}）" if number.strip() else "")),
        ("受送达人", delivery.recipient),
        ("送达地点", delivery.place or "\n"),
        ("送达方式", delivery.way or _WAYS),
        ("送达时间", f"{day}　　时　　分" if not delivery.delivered_on else day),
        ("受送达人签收", received),
        ("代收人签收", f"与受送达人的关系：\n\n签名：　　　　　　　{_BLANK_DAY}"),
        ("拒收情况", f"拒收事由：\n\n见证人签名：　　　　{_BLANK_DAY}"),
        ("送达人", f"{'、'.join(delivery.servers)}\n\n签名（两人）：　　　{_BLANK_DAY}"),
        ("备注", "\n"),
    ]
