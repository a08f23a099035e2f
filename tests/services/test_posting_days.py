"""Steps before the strike-off that have to stand for some days: working days or calendar days."""

from datetime import timedelta

import pytest

from domain.errors import WrongState
from domain.permissions import Role
from domain.terms import Unit
from domain.workflow import State, Step, StepKind
from services import clock
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, read

REVIEW = Step("review", "审核", StepKind.REVIEW, (Role.OFFICE,))
STRIKE = Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,))


def test_a_stretch_of_calendar_days_is_waited_for_to_its_last_day(sqlite_database: Database) -> None:
    watch = Step(
        "watch", "连续30日无反复", StepKind.PUBLICITY, (Role.OFFICE,), 30, publicity_unit=Unit.CALENDAR_DAY
    )
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), (REVIEW, watch, STRIKE))
        key, office = place.submitted(), place.people.office
        place.passed(key, office)
        place.passed(key, office)
        last = read(key).publicity_to
        assert last is not None
        assert last >= DAY + timedelta(days=30)
    with clock.frozen(last), pytest.raises(WrongState, match="期满"):
        place.passed(key, office)
    with clock.frozen(last + timedelta(days=1)):
        assert place.passed(key, office) is State.CLOSED
