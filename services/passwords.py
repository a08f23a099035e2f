"""Argon2 hashes of passwords, and generated temporary ones."""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that reads like something else


class _Hashing:
    hasher = PasswordHasher()
    nobody = ""


def use(hasher: PasswordHasher) -> None:
    """Hash with other parameters from now on (tests use cheap ones)."""
    _Hashing.hasher = hasher
    _Hashing.nobody = ""


def _normal(password: str) -> str:
    """Full-width and half-width letters are the same letters, whatever the input method made of them."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """The hash that the database keeps."""
    return _Hashing.hasher.hash(_normal(password))


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one behind the hash."""
    try:
        return _Hashing.hasher.verify(password_hash, _normal(password))
    except VerificationError:
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than those of today."""
    return _Hashing.hasher.check_needs_rehash(password_hash)


def spend_time(password: str) -> None:
    """Work as long as a real check does, so that an unknown name is not told by its quick answer."""
    if not _Hashing.nobody:
        _Hashing.nobody = hash_password(secrets.token_urlsafe(16))
    matches(_Hashing.nobody, password)


def temporary_password() -> str:
    """Twelve random characters in three groups, easy to read out; about 70 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)
