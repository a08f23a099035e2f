"""A measure one step heavier or lighter within the tiers of a rule (升一档处理、从轻一档)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.library.models.base import Strict, Text
from domain.library.models.conditions import Condition


class TierStep(Strict):
    """What moves the measure by so many tiers, where it holds."""

    when: Condition
    by: Annotated[int, Field(ge=1, le=9)] = 1
    clause: Text | None = None
    note: Text | None = None


TierSteps = tuple[TierStep, ...]


def refuse_unordered(
    names: Sequence[str], acting: Sequence[str], order: Sequence[str], *, stepping: bool
) -> None:
    """Steps need the tiers from light to heavy: by their names, for their order in the file need not be that.

    Tiers from which nothing follows (原文没有规定) may be left out; nobody is moved from or to those.
    """
    if not stepping and not order:
        return
    if not names:
        raise ValueError(
            "raise（升几档）、lower（降几档）、light_to_heavy 只用于分档的规则（tiers）；"
            "几条规则各是一档的，各档写成一个阶梯（ladders），每条规则写 ladder 和 rung"
        )
    if not stepping:
        raise ValueError("light_to_heavy（由轻到重的各档）与 raise（升几档）、lower（降几档）一起写")
    if not order:
        raise ValueError(
            f"写了 raise（升几档）、lower（降几档）的，要写明哪一档轻、哪一档重："
            f"light_to_heavy: [{', '.join(names)}]（由轻到重，按原文调整）"
        )
    if len(set(names)) < len(names):
        raise ValueError("升档、降档的规则，各档的名称（name）不能相同")
    if strange := [name for name in order if name not in names]:
        raise ValueError(f"light_to_heavy 里的“{strange[0]}”不是这条规则的一档，各档是：{'、'.join(names)}")
    if len(order) < 2 or len(set(order)) < len(order):
        raise ValueError("light_to_heavy 由轻到重列出两档以上，每一档只写一次")
    if left := [name for name in acting if name not in order]:
        raise ValueError(f"“{left[0]}”有后果，却没有列在 light_to_heavy（由轻到重）里")
