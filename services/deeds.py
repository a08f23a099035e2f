"""The deeds that a verdict offers and those that a person picked: paths, amounts, terms.

A deed is addressed by its place among the consequences: "0" is the first one, "1.0" the first alternative
of the second, "1.0.1" the second of the deeds that make up that alternative together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from domain.amounts import AmountRange
from domain.errors import Invalid
from domain.library.models.consequences import ChooseOne, Consequence, Deed
from domain.library.models.scheme import Scheme
from domain.thresholds.lengths import AWAITED


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed as it can be picked."""

    path: str
    do: str
    label: str
    nature: str
    words: Mapping[str, Any]
    range: AmountRange | None = None
    amount_words: str = ""
    unit: str = ""  # of an amount that is no money: vehicles, places
    choice: str = ""  # the path of the choice that it belongs to
    together: str = ""  # the path of the alternative that it makes up with others

    @property
    def title(self) -> str:
        """What is done, in the words of the rule where it has some."""
        return str(self.words.get("text") or self.label)

    @property
    def open_condition(self) -> str:
        """Its own condition, as long as it is not known: until then nobody has to pick it."""
        told = self.words.get("condition")
        return f"条件待核：{told}" if told else ""

    @property
    def owed(self) -> bool:
        """Whether it has to be picked: the scheme says must, and nothing about it is open."""
        return self.nature == "must" and not self.open_condition

    @property
    def term(self) -> str:
        """By when it is to be done, or how long it lasts."""
        return "；".join(str(one) for one in (self.words.get("within"), self.words.get("lasts")) if one)

    @property
    def open_amount(self) -> bool:
        """Whether a person has to state an amount for which the rule gives no range."""
        return self.range is None and bool(self.amount_words)

    @property
    def awaits_base(self) -> bool:
        """Whether the base of the amount is not known yet."""
        return self.open_amount and self.amount_words.endswith("待核")

    @property
    def awaits_length(self) -> bool:
        """Whether data that say how long it lasts are not there yet."""
        return str(self.words.get("lasts", "")).endswith(AWAITED)


def offers(consequences: Iterable[Mapping[str, Any]]) -> list[Offer]:
    """Every deed of a verdict, alternatives one by one."""
    found: list[Offer] = []
    for place, one in enumerate(consequences):
        if one["alternatives"]:
            for at, other in enumerate(one["alternatives"]):
                found += _alternative(f"{place}.{at}", {**other, "nature": one["nature"]}, str(place))
        else:
            found.append(_offer(str(place), one, ""))
    return found


def _alternative(path: str, one: Mapping[str, Any], choice: str) -> list[Offer]:
    """One alternative of a choice: a deed, or several that are picked together."""
    if not one["alternatives"]:
        return [_offer(path, one, choice)]
    return [
        _offer(f"{path}.{at}", {**part, "nature": one["nature"]}, choice, path)
        for at, part in enumerate(one["alternatives"])
    ]


def _offer(path: str, one: Mapping[str, Any], choice: str, together: str = "") -> Offer:
    amount = one.get("amount")
    held = _range(amount) if amount else None
    words = str(amount["text"]) if amount else ""
    unit = str(amount.get("unit", "")) if amount else ""
    return Offer(path, one["do"], one["label"], one["nature"], one, held, words, unit, choice, together)


def _range(amount: Mapping[str, Any]) -> AmountRange | None:
    low, high = (None if amount[end] is None else Fraction(amount[end]) * 100 for end in ("low", "high"))
    if low is None and high is None:
        return None
    ends = not amount["low_open"], not amount["high_open"]
    return AmountRange(low, high, *ends, str(amount["text"]), str(amount.get("unit", "")))


def picked(
    offered: Sequence[Offer], paths: Sequence[str], amounts: Mapping[str, int]
) -> list[tuple[Offer, int | None]]:
    """The deeds with their amounts in fen (or hundredths of a unit): all that must be, one of each choice, in range.

    Else `Invalid`.
    """
    by_path = {offer.path: offer for offer in offered}
    if not paths or any(path not in by_path for path in paths):
        raise Invalid({"measure": "请选择拟作出的处理"})
    chosen = [by_path[path] for path in dict.fromkeys(paths)]
    _require_complete(offered, chosen)
    wrong: dict[str, str] = {}
    found: list[tuple[Offer, int | None]] = []
    for offer in chosen:
        try:
            _require_length(offer)
            found.append((offer, _amount(offer, amounts.get(offer.path))))
        except Invalid as mistake:
            wrong |= mistake.fields
    if wrong:
        raise Invalid(wrong)
    return found


def _require_complete(offered: Sequence[Offer], chosen: Sequence[Offer]) -> None:
    paths = {offer.path for offer in chosen}
    missing = [
        offer.title for offer in offered if offer.owed and not offer.choice and offer.path not in paths
    ]
    if missing:
        raise Invalid({"measure": f"制度规定应当{'、'.join(missing)}，不能不选"})
    for choice in {offer.choice for offer in offered if offer.choice}:
        count = len({offer.together or offer.path for offer in chosen if offer.choice == choice})
        must = any(offer.nature == "must" for offer in offered if offer.choice == choice)
        if count > 1 or (must and not count):
            names = " / ".join(offer.title for offer in offered if offer.choice == choice)
            raise Invalid({"measure": f"“{names}”只能选择一项"})
    for whole in {offer.together for offer in chosen if offer.together}:
        parts = [offer for offer in offered if offer.together == whole]
        if any(part.path not in paths for part in parts):
            names = "”和“".join(part.title for part in parts)
            raise Invalid({"measure": f"“{names}”是同一项选择，要一起选"})


def _amount(offer: Offer, fen: int | None) -> int | None:
    field = f"amount:{offer.path}"
    if offer.range is not None:
        return offer.range.require(offer.range.least if offer.range.single else fen, field)
    if offer.awaits_base:
        raise Invalid({field: f"{offer.amount_words}，请先补录计算基数（合同资金或测评数据）"})
    if offer.open_amount:
        if not fen:
            raise Invalid(
                {field: f"制度没有给出幅度（{offer.amount_words}），请填写{'数量' if offer.unit else '金额'}"}
            )
        return fen
    return None


def _require_length(offer: Offer) -> None:
    if offer.awaits_length:
        raise Invalid({f"term:{offer.path}": f"{offer.words['lasts']}，请先补录计算期限的数据"})


def find_deed(scheme: Scheme, rule: str, tier: str, do: str, text: str) -> Deed | None:
    """The deed in the scheme that a stored consequence came from, by its act and words."""
    for one in _consequences(scheme, rule, tier):
        for deed in one.deeds if isinstance(one, ChooseOne) else (one,):
            if deed.do == do and (deed.text or "") == text:
                return deed
    return None


def _consequences(scheme: Scheme, entry: str, tier: str) -> Sequence[Consequence]:
    for rule in scheme.rules:
        if rule.id == entry:
            if not rule.tiers:
                return rule.then or rule.otherwise
            return list(_rungs(rule.tiers, tier))
    for duty in scheme.duties:
        if duty.id == entry:
            return duty.otherwise
    return next((limit.otherwise for limit in scheme.time_limits if limit.id == entry), ())


def _rungs(tiers: Sequence[Any], name: str) -> Iterator[Consequence]:
    """A tier's consequences with those of the tiers that it adds to."""
    at = next((place for place, tier in enumerate(tiers) if tier.name == name), None)
    if at is None:
        return
    first = at
    while first > 0 and tiers[first].adds:
        first -= 1
    for tier in tiers[first : at + 1]:
        yield from tier.then
