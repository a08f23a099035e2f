"""One reading, or several of the same period, as a value."""

from dataclasses import replace

from domain.library.models.facts import Fact
from domain.thresholds.data import AS_TOLD, NOT_FINAL, Datum, Known, Missing, number, ratio
from domain.thresholds.facts import Reading


def value_of(fact: Fact, reading: Reading) -> Known:
    """One reading as a value."""
    match fact.kind:
        case "ratio":
            return _ratio_of(fact, reading)
        case "number" | "amount":
            known = reading.number
            return Missing(fact.name, "没有数据") if known is None else number(known, name=fact.name)
        case "rank":
            return (
                Missing(fact.name, "没有数据")
                if reading.rank is None
                else number(reading.rank, name=fact.name)
            )
        case "flag":
            return (
                Missing(fact.name, "没有数据")
                if reading.flag is None
                else Datum("flag", flag=reading.flag, name=fact.name)
            )
        case "date":
            return (
                Missing(fact.name, "没有数据")
                if reading.day is None
                else Datum("day", day=reading.day, name=fact.name)
            )
        case "grade" | "choice" | "text":
            text = reading.text
            return (
                Missing(fact.name, "没有数据")
                if text is None
                else Datum("text", text=text, name=fact.name, order=fact.order)
            )
    return Missing(fact.name, "不能直接取值")


def _ratio_of(fact: Fact, reading: Reading) -> Known:
    if reading.numerator is not None and reading.denominator is not None:
        return ratio(reading.numerator, reading.denominator, fact.name)
    if reading.number is None:
        return Missing(fact.name, "没有数据")
    whole = number(reading.number, percent=True, name=fact.name)
    return replace(whole, text=AS_TOLD)  # no counts stand behind it


def pooled(fact: Fact, found: list[Reading]) -> Known:
    """Several units' data of the same period as one."""
    if not all(reading.final for reading in found):
        return Missing(fact.name, NOT_FINAL)
    if fact.kind == "ratio" and all(reading.denominator is not None for reading in found):
        top = sum((reading.numerator or 0 for reading in found), 0)
        bottom = sum((reading.denominator or 0 for reading in found), 0)
        return ratio(top, bottom, fact.name)
    if fact.kind in {"number", "amount"} and all(reading.number is not None for reading in found):
        return number(sum((reading.number or 0 for reading in found), 0), name=fact.name)
    return Missing(fact.name, "几个统计单元的数据不能合并")
