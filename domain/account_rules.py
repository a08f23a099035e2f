"""What an account may look like, and which role belongs into which kind of unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.permissions import ROLE_NAMES, Role
from domain.units import AT_THE_BASE, UNIT_KIND_NAMES, UnitKind

USERNAME = re.compile(r"[A-Za-z0-9_.@-]{3,40}")

UNIT_KINDS_OF: Mapping[Role, frozenset[UnitKind]] = {
    Role.ADMIN: frozenset({UnitKind.DISTRICT, UnitKind.OFFICE, UnitKind.DEPARTMENT}),
    Role.OFFICE: frozenset({UnitKind.OFFICE, UnitKind.DISTRICT}),
    Role.INSPECTOR: frozenset({UnitKind.DISTRICT, UnitKind.OFFICE, UnitKind.DEPARTMENT}),
    Role.TOWNSHIP: frozenset(AT_THE_BASE),
    Role.PROVIDER: frozenset({UnitKind.PROVIDER}),
    Role.ASSESSOR: frozenset({UnitKind.ASSESSOR}),
    Role.LEADER: frozenset({UnitKind.DISTRICT, UnitKind.OFFICE, UnitKind.DEPARTMENT}),
    Role.DISCIPLINE: frozenset({UnitKind.DISTRICT, UnitKind.DEPARTMENT}),
}


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What an administrator types: log-in name, person, role, unit."""

    username: str
    name: str
    role: Role
    unit_id: int

    def trimmed(self) -> "AccountForm":
        """The same without spaces around the words."""
        return replace(self, username=self.username.strip(), name=self.name.strip())


def account_problems(form: AccountForm) -> dict[str, str]:
    """Field → sentence for what is wrong with the words of a trimmed form."""
    problems: dict[str, str] = {}
    if not USERNAME.fullmatch(form.username):
        problems["username"] = "账号由 3 到 40 个字母、数字或 _ . @ - 组成，不含空格和汉字。"
    if not form.name:
        problems["name"] = "请填写姓名。"
    elif len(form.name) > 40:
        problems["name"] = "姓名最多 40 个字。"
    return problems


def role_problem(role: Role, kind: UnitKind | None) -> str:
    """Why this role does not belong into a unit of this kind; "" when it does. None: no such active unit."""
    if kind is None:
        return "请选择一个在用的单位。"
    allowed = UNIT_KINDS_OF[role]
    if kind in allowed:
        return ""
    names = "、".join(name for one, name in UNIT_KIND_NAMES.items() if one in allowed)
    return f"{ROLE_NAMES[role]}账号要放在{names}，不能放在{UNIT_KIND_NAMES[kind]}。"
