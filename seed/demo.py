"""The demo district: 12 townships, 150 villages, 9 providers, a campaign in its third phase.

Everything is done by invented people through the services, day by day, so that deadlines, the audit log and
separation of duties are those of real work. The same day gives the same district.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlmodel import Session

from models import engine
from seed import people, supply
from seed.assessment import write_assessment
from seed.campaign import write_campaign
from seed.checking import Checking
from seed.diary import Diary, Progress
from seed.duties import write_duties
from seed.events import write_facts
from seed.figures import first_year, write_figures
from seed.filings import write_filings
from seed.findings import Findings
from seed.imports import Imports
from seed.leads import write_leads
from seed.money import write_money
from seed.names import DISTRICT, Names
from seed.papers import Papers
from seed.people import DemoAccount
from seed.place import Place
from seed.registers import write_registers
from seed.reports import Reports
from seed.rulings import write_cases
from seed.visits import Visits
from services import clock, demo_data, libraries
from services.actor import Actor
from services.calendars import work_calendar
from services.settings_store import district_name

SEED = 20260501
CONTRACTS = "签订和续签服务合同"
_WORDS = (  # Latin letters: input methods are off in password fields
    "qingshan", "bailu", "zhulin", "shiqiao", "wanfeng", "daotian", "dukou", "songtao", "mingyue", "xishui",
    "yuanfan", "xinghua", "yunhai", "dengta", "mailang", "gujing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Whom to log in as; everybody has the same password, which is not stored anywhere."""

    password: str
    accounts: tuple[DemoAccount, ...]

    @property
    def told(self) -> str:
        """What the terminal says, for whoever started this."""
        rows = (f"  {one.username:<12} {one.role_name}　{one.unit}　{one.name}" for one in self.accounts)
        return "\n".join([f"  演示账号的密码都是：{self.password}", "", *rows])


def fill(progress: Progress, *, password: str = "") -> DemoAccounts:
    """Fill an empty database (or one that has only seen its first start); `Refused` for any other.

    progress: called with the share that is done (0 to 1) and what is being done; password: a new one is made
    when it is empty.
    """
    secret = password or new_password()
    with engine.reading() as session:
        people.require_fresh(session)
        diary = Diary(clock.today(), work_calendar(session=session))
    place = Place(diary, Names.of(SEED), Random(SEED), district_name() or DISTRICT)
    with clock.frozen(diary.ago(supply.STORY)):
        libraries.install_built_in()
        admin = people.first_admin(place, secret)
    _plan(place, admin, secret)
    diary.run(progress)
    with engine.transaction() as session:
        demo_data.mark(session=session)
    progress(1, "演示数据已生成")
    return DemoAccounts(secret, _shown(place, admin))


def new_password() -> str:
    """Three words and a number, easy to read out and to type."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(3)), str(secrets.randbelow(90) + 10)])


def _plan(place: Place, admin: Actor, password: str) -> None:
    """The first day makes the district; who is there then plans the rest."""
    start = place.diary.ago(supply.STORY)

    def first_day(session: Session) -> None:
        people.settle(place, admin, session)
        people.engage(place, admin, password, session)
        supply.register_all(place, session)
        supply.start_regimes(place, session)
        supply.sign_contracts(place, first_year(place), session)
        _write_story(place)

    place.diary.write(start, "建立单位、账号和服务单位", first_day)


def _write_story(place: Place) -> None:
    checking = Checking(place)
    findings = Findings(place, checking)
    checking.relapsed = findings.relapsed
    place.diary.write(
        place.diary.ago(supply.TENDER), CONTRACTS, lambda session: supply.sign_vouchers(place, session)
    )
    write_figures(place)
    _write_renewals(place)
    write_facts(place)
    write_cases(place)
    write_money(place)
    write_duties(place)
    write_registers(place)
    write_assessment(place)
    write_filings(place)
    write_campaign(place)
    for chapter in (
        Reports(place, findings),
        Visits(place, findings),
        Imports(place, findings),
        Papers(place),
    ):
        chapter.write()
    write_leads(place)


def _write_renewals(place: Place) -> None:
    """Contracts are renewed in January, when the last survey of the year before is in."""
    soonest = place.diary.ago(supply.STORY - 7)
    for year in range(first_year(place) + 1, place.diary.today.year + 1):
        day = max(place.diary.workday(date(year, 1, 22)), soonest)
        place.diary.write(day, CONTRACTS, _renewal(place, year))


def _renewal(place: Place, year: int) -> Callable[[Session], None]:
    return lambda session: supply.renew_contracts(place, year, session)


def _shown(place: Place, admin: Actor) -> tuple[DemoAccount, ...]:
    """The administrator and a few people of each role."""
    named = ("office1", "office2", "leader1", "inspector1", "inspector2", "town1", "town1b", "town10", "village1",
             "provider1", "provider4", "assessor1", "discipline1", "admin2")  # fmt: skip
    chosen = (place.people[name] for name in named)
    shown = (
        DemoAccount(place.login(username), person.name, person.role, person.unit_name)
        for username, person in zip(named, chosen, strict=True)
    )
    return tuple(shown)
