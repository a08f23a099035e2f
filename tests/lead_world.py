"""A finding that was handed over to the discipline role, and what the services still say of it."""

import dataclasses
from io import BytesIO
from zipfile import ZipFile

from domain.permissions import Role
from services.actor import Actor
from services.findings_assign import assign_finding
from services.lead_reading import LeadFilter, list_leads
from services.leads import transfer_to_lead
from tests.visit_world import DAY, LEAD, SECRET, Place

RECEIPT: dict[str, object] = {
    "destination": "district_commission",
    "handed_over_on": DAY,
    "receiver": "区纪委监委第一监督检查室",
    "receiver_person": "周某",
    "receipt_number": "收〔2026〕12号",
}
OTHERS = [role for role in Role if role is not Role.DISCIPLINE]


def ordered(place: Place) -> int:
    """A finding that the office has ordered, so that notices about it have gone out."""
    finding = place.finding()
    order: dict[str, object] = {"kind": "by_deadline", "requirement": f"{SECRET}，限期整改"}
    assign_finding(place.people.office, finding, 1, order)
    return finding


def handed_over(place: Place, actor: Actor | None = None) -> int:
    """The finding of a lead that an inspector has handed over."""
    finding = ordered(place)
    transfer_to_lead(actor or place.people.inspector, finding, 2, LEAD)
    return finding


def first_lead(place: Place) -> int:
    return list_leads(place.people.discipline, LeadFilter()).rows[0].id


def told(value: object) -> str:
    """Everything that an answer of a service says, as one text; Excel files are opened."""
    if isinstance(value, bytes):
        with ZipFile(BytesIO(value)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return repr(dataclasses.asdict(value))
    return repr([told(one) for one in value]) if isinstance(value, list) else repr(value)
