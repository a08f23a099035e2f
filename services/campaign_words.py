"""What a campaign says in the words of its scheme: its word for the verification, conditions of close-out steps."""

from sqlmodel import Session

from domain.check_words import check_word
from domain.library.casework_words import only_text
from models.campaign import Campaign
from services.libraries import scheme_of


def word_of(campaign: Campaign, *, session: Session) -> str:
    """核查, or 督查 where it may be written."""
    return check_word(scheme_of(campaign, session=session).scheme.supervision_word, campaign.authority)


def step_conditions(campaign: Campaign, *, session: Session) -> dict[str, str]:
    """Of which problems a step of the scheme is taken, by its key; not those that all problems take."""
    scheme = scheme_of(campaign, session=session)
    steps = scheme.close_out.steps if scheme.close_out else ()
    return {step.key[:24]: only_text(scheme, step) for step in steps if step.when is not None}
