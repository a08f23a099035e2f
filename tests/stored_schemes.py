"""Schemes in the database of a test; each is read and examined once in a process."""

import functools

from domain.library import Library, load_files, load_folder
from models import engine
from services.libraries import BUILT_IN, store_library


@functools.cache
def scheme(text: str) -> Library:
    """A scheme of one file."""
    return load_files({"scheme.yaml": text})


@functools.cache
def built_in(name: str) -> Library:
    """One of the nine."""
    return load_folder(BUILT_IN / name)


def store(library: Library, source: str = "uploaded") -> int:
    """Store it as a version; its id."""
    with engine.transaction() as session:
        stored = store_library(library, source, None, session=session)
    assert stored is not None
    return stored
