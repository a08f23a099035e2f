"""问题线索移送函 as Word: written inside the compartment, never registered among the documents that others see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from domain.forms import Form, Text
from domain.leads import COMPARTMENT, DESTINATION_NAMES
from domain.permissions import Action
from reports.heads import HeadKind
from reports.issuing import Contact, Issue
from reports.lead_letter import LeadLetter, render
from services import clock
from services.actor import Actor
from services.audit import record
from services.evidence import list_evidence
from services.lead_reading import LeadDetail, read_lead
from services.leads import OBJECT
from services.use_case import INJECTED, command, query


class LetterInput(Form):
    """What people add to the facts of the lead; the number is the one that the house has registered."""

    number: Annotated[Text, Field(max_length=60)] = ""
    day: date = Field(default_factory=clock.today)
    issuer: Annotated[Text, Field(min_length=1, max_length=100)]
    addressee: Annotated[Text, Field(min_length=1, max_length=100)]
    secrecy: Annotated[Text, Field(max_length=20)] = ""
    subject_status: Annotated[Text, Field(max_length=100)] = ""
    source: Annotated[Text, Field(min_length=1, max_length=300)]
    evidence: Annotated[Text, Field(max_length=8000)] = ""
    basis: Annotated[Text, Field(min_length=1, max_length=1000)]
    contact: Annotated[Text, Field(max_length=40)] = ""
    phone: Annotated[Text, Field(max_length=40)] = ""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """The letter and the name of its file, which tells nothing but the number of the lead."""

    file_name: str
    content: bytes


@query(Action.LEAD_EDIT)
def letter_defaults(actor: Actor, lead_id: int, *, session: Session = INJECTED) -> dict[str, str]:
    """What the form of the letter begins with."""
    lead = read_lead(actor, lead_id, session=session)
    names = [*lead.evidence_list, *_files(actor, lead, session)]
    found = f"问题台账{lead.finding_number}" if lead.finding_number else "专项治理工作"
    return {
        "issuer": actor.unit_name,
        "addressee": lead.receiver or DESTINATION_NAMES[lead.destination].split("（涉嫌")[0],
        "source": f"{lead.reported_from}在{found}中发现并报告",
        "evidence": "\n".join(dict.fromkeys(names)),
    }


@command(Action.LEAD_EDIT)
def write_letter(
    actor: Actor, lead_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> LetterFile:
    """The letter; that it was written stands in the compartment's log, with everything needed to write it again."""
    given = LetterInput.read(values)
    lead = read_lead(actor, lead_id, session=session)
    record(
        actor, Action.LEAD_EDIT, OBJECT, lead.id, f"生成移送函（主送{given.addressee}）",
        after=given.model_dump(mode="json"), campaign_id=lead.campaign_id, compartment=COMPARTMENT,
        session=session,
    )  # fmt: skip
    return LetterFile(f"移送函 {lead.number}.docx", render(_letter(lead, given)))


def _letter(lead: LeadDetail, given: LetterInput) -> LeadLetter:
    return LeadLetter(
        issue=Issue(
            given.issuer,
            given.day,
            given.number,
            HeadKind.LETTER if given.number else HeadKind.NONE,
            secrecy=given.secrecy,
        ),
        addressee=given.addressee,
        campaign=lead.campaign,
        lead=lead.number,
        subject=lead.subject,
        subject_post=lead.subject_post,
        subject_status=given.subject_status,
        source=given.source.rstrip("。"),
        found_on=lead.found_on,
        stage=lead.choices.stages.get(lead.stage, ""),
        facts=lead.facts,
        amount=Decimal(lead.amount_fen) / 100 if lead.amount_fen else None,
        measures_taken=lead.measures_taken,
        evidence=tuple(line.strip() for line in given.evidence.splitlines() if line.strip()),
        basis=given.basis,
        contact=Contact(given.contact, given.phone),
    )


def _files(actor: Actor, lead: LeadDetail, session: Session) -> list[str]:
    owners = [("lead", lead.id)] + ([("finding", lead.finding_id)] if lead.finding_id else [])
    rows = [row for kind, key in owners for row in list_evidence(actor, kind, key, session=session)]
    return [row.file_name for row in rows if not row.withdrawn_reason]
