"""Whoever has to choose a provider finds each of them, however many there are."""

from sqlmodel import col, func, select

from models import engine
from models.provider import Provider
from models.unit import Unit
from services import clock
from services.provider_names import name_providers
from tests import provider_world
from tests.databases import Database
from tests.statements import count_statements

MANY = 520


def test_more_providers_than_a_page_of_any_list_are_all_named_in_two_statements(database: Database) -> None:
    supply = provider_world.build()
    with engine.transaction() as session:
        first = session.exec(select(func.max(col(Unit.id)))).one() or 0
        names = [f"第{number:03d}服务站" for number in range(MANY)]
        session.add_all(Unit(name=name, kind="provider", parent_id=1) for name in names)
        session.flush()
        units = session.exec(select(Unit).where(col(Unit.id) > first).order_by(col(Unit.id))).all()
        session.add_all(
            Provider(
                unit_id=unit.key, name=unit.name, credit_code=f"{unit.key:018d}", legal_representative="安宁",
                created_at=clock.now(),
            )
            for unit in units
        )  # fmt: skip
    with count_statements() as sent:
        found = name_providers(supply.people.office)
    assert sum(one.startswith("SELECT") for one in sent) == 2
    assert {one.name for one in found} >= set(names)
    under = name_providers(supply.people.office, regime_id=supply.regime_id)
    assert [(one.id, bool(one.regime)) for one in under] == [(supply.provider_id, True)]
