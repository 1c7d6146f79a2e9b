"""Conditions on as many ids as are wanted: all go in as one JSON value, so a statement is built only once.

As a list of bound parameters, each length would be another statement, and databases limit the length.
"""

from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, bindparam, cast, column, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

# What a statement made with these conditions is run with: a list of ids, or of pairs.
_WANTED = bindparam("wanted", type_=JSON)


class _Texts(FunctionElement[Any]):
    """The texts of a JSON list, each a row of one column: `value`."""

    inherit_cache = True
    in_postgresql = "json_array_elements_text"


class _Lists(_Texts):
    """The lists in a JSON list, each a row of one column: `value`."""

    inherit_cache = True
    in_postgresql = "json_array_elements"


@compiles(_Texts, "sqlite")
def _in_sqlite(rows: _Texts, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(rows.clauses, **options)})"


@compiles(_Texts, "postgresql")
def _in_postgresql(rows: _Texts, compiler: SQLCompiler, **options: Any) -> str:
    return f"{rows.in_postgresql}({compiler.process(rows.clauses, **options)})"


def is_wanted(id_: ColumnElement[str]) -> ColumnElement[bool]:
    """Return that `id_` is in the list `wanted`."""
    return id_.in_(select(_Texts(_WANTED).table_valued("value").c.value))


def is_wanted_pair(id_: ColumnElement[str], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Return that `id_` with `number` is one of the pairs in the list `wanted`."""
    pair = _Lists(_WANTED).table_valued(column("value", JSON)).c.value
    # Compared with values of no type, SQLite would look through all numbers of an id.
    pairs = select(pair[0].as_string(), cast(pair[1].as_string(), BigInteger))
    return tuple_(id_, number).in_(pairs)
