"""The form of a record asks for what is typed in: grades to choose from, nothing that is computed."""

from datetime import date
from pathlib import Path

from services import clock
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from tests import provider_world, running, world
from tests.databases import Database
from tests.provider_world import TODAY

KINDS = Path(__file__).parents[1] / "schemes" / "kinds.yaml"


def test_a_record_is_asked_for_grades_and_not_for_computed_fields(sqlite_database: Database) -> None:
    with clock.frozen(TODAY):
        people = world.district()
        library_id = provider_world.install(KINDS)
        values = {"name": "监管", "library_id": library_id, "started_on": date(2026, 1, 1)}
        regime_id = start_regime(people.office, values)
        provider_id = register_provider(people.office, provider_world.provider_values())
        assign_regime(people.office, regime_id, [provider_id], "合同")
    page = running.open_page("fact_new", people.office, provider=provider_id)
    page.selectbox(key=f"fact-{provider_id}.event").set_value("accident")
    page.run()
    labels = [one.label for one in (*page.text_input, *page.selectbox)]
    kept = page.selectbox(key=f"fact-{provider_id}.field_kept")
    assert {"编号", "死亡人数", "保护现场"} <= {label.removesuffix(" :red[*]") for label in labels}
    assert not any("三十日内死亡人数" in label for label in labels)
    assert list(kept.options) == ["好", "一般", "差"]
