"""A problem that came back after it was struck off weighs as a heavier one."""

from datetime import timedelta

import pytest

from domain.errors import Invalid
from domain.findings import Kind
from services import clock
from services.deadline_rules import preview_deadline
from services.findings_detail import read_finding
from services.look_back import record_look_back
from services.natures import Recount, preview_raise, raise_nature
from tests.databases import Database
from tests.ledger_world import DAY, read, version
from tests.services.test_natures import NATURE, SCHEME, new_place, ordered, told

AGAIN = NATURE.replace(
    "  raises: [", "  raises: [{key: again, from: 较大, becomes: 重大, relapsed: true, clause: 三（四）}, "
)


OWN = ", relapse_within_of: {较大: {count: 9, unit: calendar_day}, 重大: {count: 6, unit: calendar_day}}}\n"


def test_a_problem_that_came_back_has_the_term_of_the_nature_that_it_has_by_then(database: Database) -> None:
    natures = ",\n    within_of: {重大: {count: 10, unit: calendar_day, from: 通知送达}}}\n"
    assert natures in SCHEME
    terms = SCHEME.replace(natures, OWN).replace(NATURE, AGAIN)
    with clock.frozen(DAY):
        place = new_place(terms)
        office, inspector = place.people.office, place.people.inspector
        first = ordered(place)
        place.closed(place.submitted(place.rectifying(first)))
        seen = {"looked_back_on": DAY, "result": "又发现混账", "relapsed": True, "relapse": "再次混账核算"}
        back = record_look_back(inspector, first, version(first), seen)
        assert back is not None
        asked = preview_deadline(
            office, place.campaign_id, Kind.BY_DEADLINE, DAY, finding_id=back, nature="较大"
        )
        assert asked is not None
        with pytest.raises(Invalid, match="请先选择性质"):
            preview_deadline(office, place.campaign_id, Kind.BY_DEADLINE, DAY, finding_id=back)
        place.assigned(back, nature="较大")
        assert read(back).due == asked.due
        assert read(back).due == DAY + timedelta(days=9)
        raise_nature(office, back, version(back), {"reason": "复发", "term": Recount.ANEW})
        assert (read(back).nature, read(back).due) == ("重大", DAY + timedelta(days=6))
        assert "复发" in str(read(back).deadline["rule"])


def test_a_problem_that_came_back_is_proposed_as_a_heavier_one_and_confirmed_by_itself(
    database: Database,
) -> None:
    with clock.frozen(DAY):
        place = new_place(SCHEME.replace(NATURE, AGAIN))
        office, inspector = place.people.office, place.people.inspector
        first, beside = ordered(place), ordered(place)
        place.closed(place.submitted(place.rectifying(first)))
        seen = {"looked_back_on": DAY, "result": "又发现混账", "relapsed": True, "relapse": "再次混账核算"}
        back = record_look_back(inspector, first, version(first), seen)
        assert back is not None
        assert (read(back).nature_found, read(back).nature_due, read(beside).nature_due) == (
            "较大",
            "重大",
            "",
        )
        assert any("销号后复发、重新立账的，按“重大”管理" in one.summary for one in told(back))
        third = ordered(
            place
        )  # with it there are three, so that the others have come to the same by their number
        assert {read(key).nature_due for key in (back, beside)} == {"重大"}
        reasons = [read_finding(office, key).nature.why for key in (back, beside)]
        assert ["复发" in one for one in reasons] == [True, False]
        assert [one.id for one in preview_raise(office, back)] == [back]
        assert {one.id for one in preview_raise(office, beside)} == {beside, back, third}
        raise_nature(office, back, version(back), {"reason": "复发"})
        assert (read(back).nature, read(beside).nature) == ("重大", "较大")
