"""Whether a text holds another one, without patterns: the fastest plain search each database has."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Integer


class position(GenericFunction[int]):
    """Where the second text begins in the first, from 1; 0 when it is not there."""

    name = "xiaohao_position"
    type = Integer()
    inherit_cache = True


@compiles(position, "sqlite")
def _sqlite(element: position, compiler: Any, **options: Any) -> str:
    return f"instr{compiler.process(element.clause_expr, **options)}"


@compiles(position, "postgresql")
def _postgresql(element: position, compiler: Any, **options: Any) -> str:
    return f"strpos{compiler.process(element.clause_expr, **options)}"
