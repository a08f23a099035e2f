"""What a decision intends or decides, as its documents say it."""

import re
from collections.abc import Mapping
from typing import Any

from domain.amounts import quantity
from domain.lasting import length
from models.decision import Decision
from reports.figures import amount
from reports.plain_text import chinese_number
from services.document_data import yuan

NOT_WRITTEN = "期限未写"  # as schemes say of a ban without a term


def deed_sentences(decision: Decision) -> list[str]:
    """What is intended or decided, each with its figure and how long it lasts."""
    deeds = decision.measure.get("deeds")
    return [_deed(one) for one in deeds] if isinstance(deeds, list) else []


def deed_titles(decision: Decision) -> str:
    """The deeds in short, for a title."""
    deeds = decision.measure.get("deeds")
    titles = [str(one.get("title", "")) for one in deeds] if isinstance(deeds, list) else []
    return "、".join(titles)[:40] or "处理"


def _deed(one: Mapping[str, Any]) -> str:
    return f"{one.get('title', '')}{_size(one)}{_lasting(one)}。"


def _size(one: Mapping[str, Any]) -> str:
    """A sum of money, or a number of something: 金额5,000元, 数量6辆."""
    fen, size = one.get("amount_fen"), one.get("quantity")
    if isinstance(size, int):
        return f"，数量{quantity(size, str(one.get('unit', '')))}"
    return f"，金额{amount(yuan(fen))}元" if isinstance(fen, int) else ""


def _lasting(one: Mapping[str, Any]) -> str:
    """How long it lasts, where its own words do not say so."""
    lasts, title = str(one.get("lasts") or ""), str(one.get("title", ""))
    if one.get("lasts_count"):  # without how it was reckoned
        lasts = length(int(one["lasts_count"]), str(one["lasts_unit"]))
    if lasts in {"", NOT_WRITTEN} or lasts in title:
        return ""
    found = re.fullmatch(r"([1-9][0-9]{0,2})(\D+)", lasts)
    if found is None:
        return "" if one.get("text") else f"，期限：{lasts}"
    said = f"{chinese_number(int(found[1]))}{found[2]}" in title
    return "" if said else f"，期限{lasts}"
