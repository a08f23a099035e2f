"""A small district for tests, made through services: units and people of every role.

    people = world.district()
    people.office          # an Actor
    people.inspector, people.second_inspector
    people.unit("东街镇")   # a unit's id

Everybody's password is `world.PASSWORD`.
"""

from dataclasses import dataclass, field

from argon2 import PasswordHasher

from domain.account_rules import AccountForm
from domain.permissions import Role
from domain.units import UnitKind
from services import passwords, setup
from services.accounts import create_accounts
from services.actor import Actor
from services.units import UnitForm, create_unit
from tests.snapshots import once

PASSWORD = "竹林深处有三只白鹭飞过"
DISTRICT = "云溪区"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

_UNITS = (
    ("专项办", UnitKind.OFFICE, DISTRICT),
    ("派驻纪检监察组", UnitKind.DEPARTMENT, DISTRICT),
    ("东街镇", UnitKind.TOWNSHIP, DISTRICT),
    ("西河镇", UnitKind.TOWNSHIP, DISTRICT),
    ("东街一村", UnitKind.VILLAGE, "东街镇"),
    ("东街二村", UnitKind.VILLAGE, "东街镇"),
    ("康乐服务中心", UnitKind.PROVIDER, DISTRICT),
    ("和顺服务中心", UnitKind.PROVIDER, DISTRICT),
    ("明镜测评公司", UnitKind.ASSESSOR, DISTRICT),
)

# attribute of People → log-in name, person, role, unit
_ACCOUNTS = {
    "office": ("office", "欧办", Role.OFFICE, "专项办"),
    "second_office": ("office2", "区办二", Role.OFFICE, "专项办"),
    "inspector": ("inspector", "严查", Role.INSPECTOR, "专项办"),
    "second_inspector": ("inspector2", "严明", Role.INSPECTOR, "专项办"),
    "third_inspector": ("inspector3", "严实", Role.INSPECTOR, "专项办"),
    "township": ("township", "东镇", Role.TOWNSHIP, "东街镇"),
    "other_township": ("township2", "西镇", Role.TOWNSHIP, "西河镇"),
    "village": ("village", "村一", Role.TOWNSHIP, "东街一村"),
    "provider": ("provider", "康乐", Role.PROVIDER, "康乐服务中心"),
    "other_provider": ("provider2", "和顺", Role.PROVIDER, "和顺服务中心"),
    "assessor": ("assessor", "明镜", Role.ASSESSOR, "明镜测评公司"),
    "leader": ("leader", "凌导", Role.LEADER, DISTRICT),
    "discipline": ("discipline", "纪检", Role.DISCIPLINE, "派驻纪检监察组"),
}


@dataclass(frozen=True, slots=True)
class People:
    """The actors, and the ids of units by name."""

    admin: Actor
    office: Actor
    second_office: Actor
    inspector: Actor
    second_inspector: Actor
    third_inspector: Actor
    township: Actor
    other_township: Actor
    village: Actor
    provider: Actor
    other_provider: Actor
    assessor: Actor
    leader: Actor
    discipline: Actor
    units: dict[str, int] = field(default_factory=dict)

    def unit(self, name: str) -> int:
        """Id of a unit."""
        return self.units[name]

    def of(self, role: Role) -> Actor:
        """One actor of this role; the attributes of the eight roles are called as the roles."""
        actor: Actor = getattr(self, role.value)
        return actor


def district() -> People:
    """Fill the bound, empty database and return who lives there."""
    passwords.use(_CHEAP)
    return once(_settle)


def _settle() -> People:
    form = setup.FirstStart(DISTRICT, "chief", "管总", PASSWORD, PASSWORD)
    chief = setup.first_start(setup.start_code(), form)
    admin = Actor(chief, "管总", Role.ADMIN, 1, DISTRICT)
    units = {DISTRICT: 1}
    for name, kind, parent in _UNITS:
        units[name] = create_unit(admin, UnitForm(name, kind, units[parent]))
    forms = [
        AccountForm(username, name, role, units[unit]) for username, name, role, unit in _ACCOUNTS.values()
    ]
    created = create_accounts(admin, forms, shared_password=PASSWORD)
    actors = {
        attribute: Actor(account.id, name, role, units[unit], unit)
        for account, (attribute, (_, name, role, unit)) in zip(created, _ACCOUNTS.items(), strict=True)
    }
    return People(admin=admin, units=units, **actors)
