"""Every fact that a rule or duty on providers reads, in each of the nine schemes, has a form that takes it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.library import load_files, read_folder
from domain.library.models.scheme import Scheme
from domain.registers import registers_of
from domain.thresholds.uses import uses_of
from services.measurement_values import MeasurementForm, columns_of
from services.measurements import reporters_of
from services.sampling import is_beside
from tests.register_world import SCHEMES

FOLDERS = sorted(path.parent for path in SCHEMES.glob("*/scheme.yaml") if path.parent.name != "skeleton")
TAKEN_FIELDS = {"number", "amount", "flag", "choice", "grade", "date", "time", "text", "person"}
SAMPLES: dict[str, dict[str, Any]] = {
    "ratio": {"numerator": 1, "denominator": 2}, "number": {"figure": "1.5"},
    "rank": {"numerator": 1, "denominator": 9}, "amount": {"amount": "1"},
    "flag": {"yes": True}, "date": {"word": "2026-01-01"},
    "tally": {"frame": 1, "drawn": 1},
}  # fmt: skip


@cache
def scheme_of(folder: Path) -> Scheme:
    return load_files(read_folder(folder)).scheme


def read_on_providers(scheme: Scheme) -> Iterator[str]:
    """Facts of providers that entries on providers read."""
    for rule in scheme.rules:
        if rule.subject == "provider":
            uses = uses_of(scheme, rule.when, rule.of, rule.tiers, rule.unless)
            yield from uses.facts | uses.records | ({rule.on} if rule.on else set())
    for duty in scheme.duties:
        if duty.subject == "provider":
            uses = uses_of(scheme, *duty.figures.values(), duty.required, duty.unless)
            yield from uses.facts | uses.records


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_fact_of_a_provider_can_be_typed(folder: Path) -> None:
    scheme = scheme_of(folder)
    keys = {key for key, spec in scheme.facts.items() if spec.of == "provider"} | set(
        read_on_providers(scheme)
    )
    for key in sorted(key for key in keys if scheme.facts[key].of == "provider"):
        spec = scheme.facts[key]
        assert {field.kind for field in spec.fields.values()} <= TAKEN_FIELDS, key
        if spec.kind == "record" or is_beside(scheme.facts, key):
            continue
        assert reporters_of(spec), key
        word = {"word": next(iter(spec.grades or spec.options), "")}
        form = MeasurementForm.read(
            {"provider_id": 1, "metric": key, "reporting_unit_id": 1, **SAMPLES.get(spec.kind, word)}
        )
        columns_of(form, spec, None)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_duty_on_units_and_persons_has_a_register(folder: Path) -> None:
    scheme = scheme_of(folder)
    registers = registers_of(scheme)
    counted = {duty for one in registers.values() for duty in one.duties}
    others = {duty.id for duty in scheme.duties if duty.subject != "provider" and not duty.same_as}
    assert others <= counted


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_record_that_a_rule_or_a_limit_reads_has_a_register_or_a_form(folder: Path) -> None:
    """What is confidential goes among the leads instead."""
    scheme, registers = scheme_of(folder), registers_of(scheme_of(folder))
    read = {rule.on for rule in scheme.rules if rule.on} | {limit.record for limit in scheme.time_limits}
    for key in read:
        spec = scheme.facts[key]
        assert spec.of == "provider" or key in registers or spec.confidential, key


def test_leads_have_no_register() -> None:
    assert "lead" not in registers_of(scheme_of(SCHEMES / "s4-6"))
