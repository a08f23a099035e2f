"""Unified social credit codes (统一社会信用代码): their form and their check character (GB 32100-2015)."""

import re

from domain.errors import Invalid

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_FORM = re.compile(rf"[{_ALPHABET}]{{18}}")
_WEIGHTS = tuple(pow(3, place, len(_ALPHABET)) for place in range(17))


def check_character(first: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(_ALPHABET.index(sign) * weight for sign, weight in zip(first, _WEIGHTS, strict=True))
    return _ALPHABET[-total % len(_ALPHABET)]


def checked_credit_code(text: str, field: str = "credit_code") -> str:
    """The code in capitals without blanks, or `Invalid` with what is wrong with it."""
    code = "".join(text.split()).upper()
    if not code:
        raise Invalid({field: "请填写统一社会信用代码"})
    if len(code) != 18:
        raise Invalid({field: f"统一社会信用代码应为18位，现在是{len(code)}位"})
    if not _FORM.fullmatch(code):
        strange = "、".join(dict.fromkeys(sign for sign in code if sign not in _ALPHABET))
        raise Invalid({field: f"统一社会信用代码不使用“{strange}”，请核对（不用字母 I、O、S、V、Z）"})
    if check_character(code[:17]) != code[17]:
        raise Invalid({field: "统一社会信用代码的校验码不对，请逐位核对营业执照或登记证书"})
    return code
