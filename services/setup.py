"""The first start: who may claim a fresh installation, and the first unit and administrator.

Nobody has an account yet, so these functions take no `Actor`; the one-time code printed in the terminal
takes its place.
"""

import secrets
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

from sqlmodel import Session, select

from domain.account_rules import AccountForm, account_problems
from domain.errors import Invalid, Refused
from domain.passwords import check_password
from domain.permissions import Role
from domain.units import UnitKind
from models import engine, settings
from models.account import Account
from services import clock, passwords, units
from services.actor import Actor
from services.audit import record
from services.settings_store import DISTRICT, put

CODE_FILE = "start-code"


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the wizard asks for."""

    district: str
    username: str
    name: str
    password: str
    repeated: str


def needs_setup() -> bool:
    """Whether there is no account yet."""
    with engine.reading() as session:
        return session.exec(select(Account.id).limit(1)).first() is None


def _code_file() -> Path:
    return settings.load().data_dir / CODE_FILE


def start_code() -> str:
    """The one-time code of this installation; made when there is none, kept until it has been used."""
    path = _code_file()
    if path.exists() and (known := path.read_text(encoding="ascii").strip()):
        return known
    code = "-".join(
        "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(4)) for _ in range(3)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(code, encoding="ascii")
    return code


def require_code(code: str) -> None:
    """`Refused` unless this is the code in the terminal and nobody has claimed the system yet."""
    if not needs_setup():
        raise Refused("系统已经完成首次设置，请直接登录。")
    given = code.strip().upper().encode()
    if not compare_digest(given, start_code().encode()):
        raise Invalid({"code": "启动码不对。请在启动系统的终端窗口里查看，形如 ABCD-EFGH-JKLM。"})


def first_start(code: str, form: FirstStart) -> int:
    """Create the district and the first administrator; the id of the account."""
    require_code(code)
    password = _checked(form)
    hashed = passwords.hash_password(password)
    with engine.transaction() as session:
        if session.exec(select(Account.id).limit(1)).first() is not None:
            raise Refused("系统已经完成首次设置，请直接登录。")
        account = _create(form, hashed, session=session)
    forget_code()
    return account


def _checked(form: FirstStart) -> str:
    """The password in its normal form, or `Invalid` with every wrong field."""
    problems = account_problems(AccountForm(form.username.strip(), form.name.strip(), Role.ADMIN, 0))
    if not form.district.strip():
        problems["district"] = "请填写区县名称，例如“某某区”。"
    elif len(form.district.strip()) > 60:
        problems["district"] = "区县名称最多 60 个字。"
    if form.password != form.repeated:
        problems["repeated"] = "两次输入的密码不一样。"
    try:
        password = check_password(form.password, username=form.username.strip(), name=form.name.strip())
    except Invalid as mistake:
        raise Invalid(problems | mistake.fields) from mistake
    if problems:
        raise Invalid(problems)
    return password


def _create(form: FirstStart, password_hash: str, *, session: Session) -> int:
    district = form.district.strip()
    unit_id = create_district(district, session=session)
    row = Account(
        username=form.username.strip(),
        name=form.name.strip(),
        role=Role.ADMIN.value,
        unit_id=unit_id,
        password_hash=password_hash,
        must_change=False,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    actor = Actor(row.key, row.name, Role.ADMIN, unit_id, district)
    record(
        actor,
        "setup",
        "account",
        row.key,
        f"首次设置：建立“{district}”和第一个系统管理员账号",
        session=session,
    )
    return row.key


def create_district(name: str, *, session: Session) -> int:
    """The root of the tree of units, and the name of the district as a setting."""
    form = units.UnitForm(name, UnitKind.DISTRICT, None)
    unit_id = units.store(units.checked(form, session=session), session=session)
    put(DISTRICT, {"name": name}, session=session)
    record(None, "setup", "unit", unit_id, f"建立“{name}”", session=session)
    return unit_id


def forget_code() -> None:
    """The code has done its work."""
    _code_file().unlink(missing_ok=True)
