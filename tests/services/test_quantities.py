"""Decisions on what is no money: picked in its unit, told in its unit, never part of what is owed."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Invalid
from domain.thresholds import Engine
from domain.thresholds.case_facts import facts_of
from models.decision import Decision
from services.decision_steps import Proposal, deed_json
from services.deed_terms import barring
from services.deed_words import deed_sentences
from services.deeds import Offer, offers, picked
from services.verdict_rows import following_json
from tests.domain.thresholds.test_quantities import cars
from tests.domain.thresholds.test_small_clauses import library
from ui.provider_words import range_text

BETWEEN = "{fixed: {at_least: 2, at_most: 3}, unit: 辆}"


def offered(amount: str, do: str = "recover") -> list[Offer]:
    sound = library(cars(amount).replace("do: recover, text", f"do: {do}, text"))
    case = sound.scheme.cases[0]
    assert case.today is not None
    found = Engine(sound).evaluate(facts_of(case, sound.scheme), case.today)
    return offers([following_json(one) for one in found[0].consequences])


def decided(amount: str, given: str, do: str = "recover") -> list[dict[str, Any]]:
    form = Proposal.read({"deeds": ("0",), "amounts": {"0": given}, "reason": "试"})
    return [deed_json(offer, size) for offer, size in picked(offered(amount, do), form.deeds, form.amounts)]


def test_a_number_of_vehicles_is_picked_and_told_in_its_unit_and_owes_no_money() -> None:
    deeds = decided(BETWEEN, "3")
    kept: dict[str, Any] = {"opened_on": date(2027, 5, 2), "measure": {"deeds": deeds}}
    assert deed_sentences(Decision(**kept)) == ["收回车辆，数量3辆。"]
    assert [(one["amount_fen"], one["quantity"]) for one in deeds] == [(None, 300)]


def test_what_lies_outside_the_range_is_refused_in_its_unit() -> None:
    with pytest.raises(Invalid, match="数量4辆不在规则给出的范围内（2辆至3辆）"):
        decided(BETWEEN, "4")


def test_holding_back_a_part_of_the_places_is_no_suspension() -> None:
    assert barring(decided(BETWEEN, "3", "withhold")) == []


def test_the_range_is_told_with_its_arithmetic() -> None:
    (one,) = offered('{percent: "10%", of: cars, unit: 辆, rounded: up}')
    assert range_text(one.range) == "6辆（10% × 车辆数57，进一取整）"
    (fixed,) = offered("{fixed: 2, unit: 辆}")
    assert range_text(fixed.range) == "2辆"
