"""Resident identity numbers (公民身份号码): their form and check character (GB 11643-1999).

The number itself is never stored: services keep a keyed hash, which is enough to find the same person again.
"""

import re
from datetime import date

from domain.errors import Invalid

_FORM = re.compile(r"[0-9]{17}[0-9X]")
_CHECKS = "10X98765432"
_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))


def checked_identity_number(text: str, field: str = "representative_id") -> str:
    """The number in capitals without blanks, or `Invalid` with what is wrong with it."""
    number = "".join(text.split()).upper()
    if not _FORM.fullmatch(number):
        raise Invalid({field: "身份证号码应为18位数字（末位可以是 X）"})
    if not _is_day(number[6:14]):
        raise Invalid({field: "身份证号码中的出生日期不存在，请核对"})
    total = sum(int(sign) * weight for sign, weight in zip(number[:17], _WEIGHTS, strict=True))
    if _CHECKS[total % 11] != number[17]:
        raise Invalid({field: "身份证号码的校验码不对，请逐位核对"})
    return number


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
