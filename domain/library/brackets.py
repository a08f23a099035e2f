"""Phrases in brackets, once and no more."""


def bracketed(told: str) -> str:
    """A phrase in brackets, unless it stands in them already."""
    return told if bare(told) != told else f"（{told}）"


def bare(told: str) -> str:
    """A phrase without the brackets around the whole of it."""
    if not (told.startswith("（") and told.endswith("）")):
        return told
    depth = 0
    for at, sign in enumerate(told):
        depth += (sign == "（") - (sign == "）")
        if depth == 0 and at < len(told) - 1:
            return told
    return told[1:-1]
