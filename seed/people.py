"""Units and accounts of the demo district."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from domain.account_rules import AccountForm
from domain.errors import Refused
from domain.permissions import ROLE_NAMES, Role
from domain.units import UnitKind
from models import engine
from models.account import Account
from models.unit import Unit
from seed.names import ASSESSORS, PROVIDERS, TOWNSHIPS
from seed.place import Place, Spot
from services import setup
from services.accounts import create_accounts
from services.actor import Actor
from services.unit_import import import_units
from services.units import UnitForm, create_unit

OFFICE, DISCIPLINE = "专项治理领导小组办公室", "派驻区民政局纪检监察组"
BUREAU, SECTION = "区民政局", "区民政局养老服务科"
FEW = 6  # villages with an account of their own; the clerks of the townships write for the others
_FIXED = (
    ("office1", Role.OFFICE, OFFICE), ("office2", Role.OFFICE, OFFICE), ("office3", Role.OFFICE, OFFICE),
    ("leader1", Role.LEADER, BUREAU), ("leader2", Role.LEADER, BUREAU),
    ("discipline1", Role.DISCIPLINE, DISCIPLINE),
    *((f"inspector{number}", Role.INSPECTOR, SECTION) for number in range(1, 9)),
    ("assessor1", Role.ASSESSOR, ASSESSORS[0]), ("assessor2", Role.ASSESSOR, ASSESSORS[1]),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to log in as."""

    username: str
    name: str
    role: Role
    unit: str

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


def require_fresh(session: Session) -> None:
    """`Refused` unless the database is empty or holds only what the first start made."""
    units, accounts = (
        session.exec(select(func.count()).select_from(table)).one() for table in (Unit, Account)
    )
    if units > 1 or accounts > 1:
        raise Refused(
            "数据库里已经有单位和账号，不能再生成演示数据。请换一个空的数据目录（环境变量 XIAOHAO_DATA_DIR）后重试。"
        )


def first_admin(place: Place, password: str) -> Actor:
    """The administrator of the first start, or a new one together with the district."""
    if setup.needs_setup():
        form = setup.FirstStart(place.name, "admin", place.names.person(), password, password)
        setup.first_start(setup.start_code(), form)
    with engine.reading() as session:
        account, unit = session.exec(
            select(Account, Unit).where(Account.unit_id == Unit.id).order_by(col(Account.id))
        ).one()
        place.taken = account.username.lower()
        return Actor(account.key, account.name, Role(account.role), unit.key, unit.name)


def settle(place: Place, admin: Actor, session: Session) -> None:
    """All units of the district."""
    root = admin.unit_id
    for name, kind in (
        (OFFICE, UnitKind.OFFICE), (BUREAU, UnitKind.DEPARTMENT),
        (SECTION, UnitKind.DEPARTMENT), (DISCIPLINE, UnitKind.DEPARTMENT),
        *((one, UnitKind.ASSESSOR) for one in ASSESSORS), *((one, UnitKind.PROVIDER) for one, _ in PROVIDERS),
    ):  # fmt: skip
        contact, phone = place.names.person(), place.names.phone()
        form = UnitForm(name, kind, root, contact=contact, phone=phone)
        place.spots[name] = Spot(create_unit(admin, form, session=session), name, kind)
    villages = place.names.villages()
    table = [[name, "", "", place.names.person(), place.names.phone()] for name in TOWNSHIPS]
    table += [[town, name, "", place.names.person(), place.names.phone()] for town, name in villages]
    import_units(admin, table, session=session)
    ids = {unit.name: unit.key for unit in session.exec(select(Unit)).all()}
    for name in TOWNSHIPS:
        place.spots[name] = Spot(ids[name], name, UnitKind.TOWNSHIP, name)
    for town, name in villages:
        place.spots[name] = Spot(ids[name], name, UnitKind.VILLAGE, town)


def engage(place: Place, admin: Actor, password: str, session: Session) -> None:
    """Accounts for everybody, with one password."""
    wanted = [*_FIXED]
    for number, name in enumerate(TOWNSHIPS, start=1):
        wanted += [(f"town{number}", Role.TOWNSHIP, name), (f"town{number}b", Role.TOWNSHIP, name)]
    villages = place.of_kind(UnitKind.VILLAGE)[:FEW]
    wanted += [(f"village{number}", Role.TOWNSHIP, one.name) for number, one in enumerate(villages, start=1)]
    providers = place.of_kind(UnitKind.PROVIDER)
    wanted += [
        (f"provider{number}", Role.PROVIDER, one.name) for number, one in enumerate(providers, start=1)
    ]
    wanted.append(("admin2", Role.ADMIN, BUREAU))
    forms = [
        AccountForm(place.login(username), place.names.person(), role, place.spots[unit].id)
        for username, role, unit in wanted
    ]
    made = create_accounts(admin, forms, shared_password=password, session=session)
    for account, form, (username, role, unit) in zip(made, forms, wanted, strict=True):
        place.people[username] = Actor(account.id, form.name, role, form.unit_id, unit)
