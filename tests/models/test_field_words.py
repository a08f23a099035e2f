"""Every column that people edit has a word, so that the audit log never shows a name of the code."""

from domain.field_words import BOOKKEEPING, FIELD_WORDS
from models.tables import metadata


def test_every_column_of_a_record_that_people_edit_has_a_word() -> None:
    nameless = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        if "version" in table.columns
        for column in table.columns
        if column.name not in FIELD_WORDS and column.name not in BOOKKEEPING
    }
    assert nameless == set()


def test_a_word_is_chinese() -> None:
    assert [word for word in FIELD_WORDS.values() if word.isascii()] == []
