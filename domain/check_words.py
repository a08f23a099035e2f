"""The word for a campaign's verification: 核查; 督查 is reserved by law for bodies designated by their government."""

USUAL, RESERVED = "核查", "督查"


def check_word(written: str | None, authority: str) -> str:
    """督查 only where the campaign records its authority and the scheme does not say 核查 itself.

    written: `supervision_word` of the scheme; None where it leaves that to the authority.
    """
    return RESERVED if authority.strip() and written != USUAL else USUAL


def spoken(text: str, word: str) -> str:
    """A text about the verification, in the word of the campaign."""
    return text.replace(USUAL, word)
