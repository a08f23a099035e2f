"""Alternatives that are made of several deeds: they are picked together or not at all."""

from typing import Any

import pytest

from domain.errors import Invalid
from services.deeds import offers, picked


def deed(do: str, *parts: dict[str, Any]) -> dict[str, Any]:
    return {"do": do, "label": do, "nature": "must", "amount": None, "alternatives": list(parts)}


CHOICE = [deed("choose_one", deed("together", deed("warn"), deed("notify")), deed("terminate"))]
"""警告并通报，或者解除合同."""


def test_each_deed_of_an_alternative_is_offered_with_those_it_goes_with() -> None:
    found = [(offer.path, offer.choice, offer.together) for offer in offers(CHOICE)]
    assert found == [("0.0.0", "0", "0.0"), ("0.0.1", "0", "0.0"), ("0.1", "0", "")]


@pytest.mark.parametrize("paths", [["0.0.0", "0.0.1"], ["0.1"]])
def test_a_whole_alternative_is_picked(paths: list[str]) -> None:
    assert [offer.path for offer, _ in picked(offers(CHOICE), paths, {})] == paths


@pytest.mark.parametrize(
    ("paths", "why"),
    [
        (["0.0.0"], "“warn”和“notify”是同一项选择，要一起选"),
        (["0.0.0", "0.0.1", "0.1"], "只能选择一项"),
    ],
)
def test_neither_a_part_of_an_alternative_nor_two_of_them(paths: list[str], why: str) -> None:
    with pytest.raises(Invalid) as refused:
        picked(offers(CHOICE), paths, {})
    assert why in refused.value.fields["measure"]


def test_what_must_follow_has_to_be_picked_unless_its_own_condition_is_open() -> None:
    offered = offers([deed("notify"), {**deed("points"), "condition": "附加没有数据，待核"}])
    assert [offer.path for offer, _ in picked(offered, ["0"], {})] == ["0"]
    with pytest.raises(Invalid):
        picked(offered, ["1"], {})
