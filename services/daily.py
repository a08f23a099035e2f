"""What the system does by itself once a day: periods close, bans end, supervision and cases fall due."""

from sqlmodel import col, select

from models import engine
from models.account import Setting
from services import clock
from services.decision_watch import watch
from services.score_rounds import watch_scores
from services.supervision import supervise
from services.use_case import do_later
from services.verdicts import refresh_all

NAME = "daily_run"


def run_if_due() -> bool:
    """Do the work of the day unless it is done already; several processes may ask at once.

    Judging anew writes its own audit entries, for the verdicts that changed.
    """
    today = clock.today().isoformat()
    with engine.transaction() as session:
        row = session.exec(select(Setting).where(col(Setting.name) == NAME).with_for_update()).first()
        if row is not None and row.value.get("on") == today:
            return False
        session.merge(Setting(name=NAME, value={"on": today}))
        refresh_all(session=session)
        supervise(session=session)
        do_later(session)
        watch(session=session)
        watch_scores(session=session)
    with engine.transaction() as session:  # of their own: nothing that is done hangs on them
        engine.refresh_statistics(session)
    return True
