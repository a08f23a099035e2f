"""The form of a record asks for what is typed in: grades to choose from, nothing that is computed."""

from tests import provider_world, running
from tests.databases import Database
from tests.provider_world import KINDS


def test_a_record_is_asked_for_grades_and_not_for_computed_fields(sqlite_database: Database) -> None:
    supply = provider_world.under(KINDS)
    people, provider_id = supply.people, supply.provider_id
    page = running.open_page("fact_new", people.office, provider=provider_id)
    page.selectbox(key=f"fact-{provider_id}.event").set_value("accident")
    page.run()
    labels = [one.label for one in (*page.text_input, *page.selectbox)]
    kept = page.selectbox(key=f"fact-{provider_id}.field_kept")
    assert {"编号", "死亡人数", "保护现场"} <= {label.removesuffix(" :red[*]") for label in labels}
    assert not any("三十日内死亡人数" in label for label in labels)
    assert list(kept.options) == ["好", "一般", "差"]
