"""A period as a document states it: how long, in which days, until when and by what arithmetic."""

from dataclasses import dataclass
from datetime import date

from reports.signatures import official_date


@dataclass(frozen=True, slots=True)
class Period:
    """The pieces of a period; the arithmetic is the sentence that the deadline was computed with."""

    length: str
    """30日, 3个工作日."""
    day_kind: str
    """自然日 or 工作日."""
    arithmetic: str = ""
    """自送达次日起算30日，末日遇休假日顺延……"""
    due: date | None = None
    starts: str = "收到本通知书之日"

    @property
    def phrase(self) -> str:
        """自收到本通知书之日起30日内（自然日）; the kind of day is not said twice."""
        kind = "" if self.day_kind in self.length else f"（{self.day_kind}）"
        return f"自{self.starts}起{self.length}内{kind}"

    @property
    def until(self) -> str:
        """The last day, or how it will be known."""
        if self.due is None:
            return "截止日期按送达回证载明的送达日期推算。"
        return f"截止日期为{official_date(self.due)}。"

    @property
    def explanation(self) -> str:
        """The arithmetic as a sentence; empty when none was given."""
        text = self.arithmetic.strip().rstrip("。")
        return f"期限的计算方法：{text}。" if text else ""
