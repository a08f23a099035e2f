"""new"""


def new(path: str) -> int:
    """x"""
    return 0
