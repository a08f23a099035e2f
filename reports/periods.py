"""A period as a document states it: how long, in which days, until when and by what arithmetic."""

from dataclasses import dataclass
from datetime import date

from reports.signatures import official_date


@dataclass(frozen=True, slots=True)
class Period:
    """The pieces of a period; the arithmetic is the sentence that the deadline was computed with."""

    length: str
    """30日, 3个工作日; empty when a day was fixed instead."""
    day_kind: str
    """自然日 or 工作日."""
    arithmetic: str = ""
    """自送达次日起算30日，末日遇休假日顺延……"""
    due: date | None = None
    starts: str = "收到本通知书之日"

    def told(self, act: str) -> str:
        """自收到本通知书之日起30日内（自然日）完成整改，截止日期为……。期限的计算方法：……。"""
        return f"{self._phrase}{act}{self._until}。{self._explanation}"

    @property
    def _phrase(self) -> str:
        """The period before the act; the kind of day is not said twice, a fixed day stands alone."""
        if not self.length.strip():
            return f"在{official_date(self.due)}前（含当日）" if self.due else "在另行确定的期限内"
        kind = "" if not self.day_kind or self.day_kind in self.length else f"（{self.day_kind}）"
        return f"自{self.starts}起{self.length}内{kind}"

    @property
    def _until(self) -> str:
        """The last day, or how it will be known."""
        if not self.length.strip():
            return ""
        if self.due is None:
            return "，截止日期按送达回证载明的送达日期推算"
        return f"，截止日期为{official_date(self.due)}"

    @property
    def _explanation(self) -> str:
        """The arithmetic as a sentence; empty when none was given."""
        text = self.arithmetic.strip().rstrip("。")
        return f"期限的计算方法：{text}。" if text else ""
