"""Numbers of findings: one series a campaign, without gaps that a race could make."""

from sqlalchemy import update
from sqlmodel import Session, col

from models.campaign import Campaign


def next_numbers(campaign: Campaign, count: int, *, session: Session) -> list[str]:
    """Take the next `count` numbers; the campaign's row stays locked until the transaction ends."""
    session.flush()
    taken = session.execute(
        update(Campaign)
        .where(col(Campaign.id) == campaign.key)
        .values(finding_count=Campaign.finding_count + count)
        .returning(col(Campaign.finding_count))
        .execution_options(synchronize_session=False)
    ).scalar_one()
    prefix = campaign.number_prefix
    return [f"{prefix}-{number:05d}" for number in range(taken - count + 1, taken + 1)]
