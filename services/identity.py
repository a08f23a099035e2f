"""The same person found again without keeping identity numbers: a hash with a key of this installation."""

import hashlib
import hmac
import secrets

from sqlmodel import Session

from domain.identity_numbers import checked_identity_number
from models.account import Setting

_KEY = "identity_key"


def identity_hash(number: str, *, session: Session, field: str = "representative_id") -> str:
    """The hash of a checked identity number; the number is forgotten."""
    checked = checked_identity_number(number, field)
    return hmac.new(_key(session), checked.encode(), hashlib.sha256).hexdigest()


def _key(session: Session) -> bytes:
    row = session.get(Setting, _KEY, with_for_update=True)
    if row is None:
        row = Setting(name=_KEY, value={"key": secrets.token_hex(32)})
        session.add(row)
        session.flush()
    return bytes.fromhex(str(row.value["key"]))
