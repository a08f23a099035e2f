"""What makes a password good enough: length first, and nothing that is on everybody's list."""

import unicodedata

from domain.errors import Invalid

SHORTEST = 10
LONGEST = 128

# Stems of the passwords that are tried first; digits and punctuation around them do not make them better.
_STEMS = """
abc abcd abcde abcdef abcdefg abcdefgh aaa aa admin administrator root sysadmin system manager master test
tester testing user guest login welcome default password passwd passw passwort pass pwd p@ssword p@ssw0rd
passw0rd letmein secret changeme qwe qwer qwert qwerty qwertyui qwertyuiop asd asdf asdfgh asdfghjkl zxc zxcv
zxcvb zxcvbn zxcvbnm qaz qazwsx qazwsxedc qqww iloveyou ilove dragon monkey sunshine princess football baseball
superman batman woaini woainima wodemima mima mimamima nihao nihaoma zhongguo beijing shanghai china zhang wang
li wangwei hello helloworld computer internet server oracle mysql postgres xiaohao zhuanxiang zhengfu jiwei
minzheng
"""
_COMMON_STEMS = frozenset(_STEMS.split())
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
    "1q2w3e4r5t6y7u8i9o0p",
    "112233445566778899",
    "123321",
    "1314520",
    "5201314",
    "147258369",
    "789456123",
)


def check_password(password: str, *, username: str = "", name: str = "", field: str = "password") -> str:
    """The password in its normal form, or `Invalid` with the reason at `field`."""
    normal = unicodedata.normalize("NFKC", password)
    problem = _problem(normal, username, name)
    if problem:
        raise Invalid({field: problem})
    return normal


def _problem(password: str, username: str, name: str) -> str:
    if len(password) < SHORTEST:
        return f"密码至少 {SHORTEST} 个字符，现在是 {len(password)} 个。可以用几个互不相关的词连起来。"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 个字符。"
    low = password.lower()
    if any(part and len(part) >= 2 and part.lower() in low for part in (username, name)):
        return "密码里不能含有自己的账号或姓名。"
    if len(set(low)) < 5:
        return "密码里不同的字符太少，容易被猜中。"
    if _is_common(low):
        return "这个密码太常见，最先被人猜到，请换一个。"
    return ""


def _is_common(low: str) -> bool:
    letters = low.strip("0123456789!@#$%^&*()_+-=.,?~` ")
    core = "".join(character for character in low if character.isalnum())
    if letters in _COMMON_STEMS or core in _COMMON_STEMS:
        return True
    if not letters and any(core in run or core in run[::-1] for run in _RUNS):
        return True
    return any(core in run * 2 or core in (run * 2)[::-1] for run in _RUNS)
