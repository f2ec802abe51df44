# SPDX-License-Identifier: EUPL-1.2
"""Frozen values as JSON and back: what a report was drawn from, kept for as long as the report.

A context is a tree of frozen dataclasses with texts, numbers, days, moments and tuples. What has no place in their
fields cannot be kept. Fields that came later have a default, so that what was frozen before can still be read.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_PLAIN = (str, bool, int, float)


class FrozenError(ValueError):
    """The values cannot be kept, or what was kept does not fit; the message says where."""


def freeze(value: Any) -> Any:
    """`value` as what JSON has words for. Raises FrozenError for anything that could not be read back."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise FrozenError("a moment without a time zone cannot be kept")
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: freeze(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): freeze(item) for key, item in value.items()}
    raise FrozenError(f"{type(value).__name__} cannot be kept in a snapshot")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise FrozenError(f"{key!r} is no name")
    return key


def thaw(kind: type[T], kept: Any) -> T:
    """The values that `freeze` made of a `kind`. Raises FrozenError where they do not fit."""
    found: T = _reader(kind)(kept, kind.__name__)
    return found


def digest(kept: Any) -> str:
    """Stands for frozen values: the same for the same values, however a database orders them."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same values with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(mapped(item, change) for item in value)
    if isinstance(value, Mapping):
        return {key: mapped(item, change) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = {field.name: mapped(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        return type(value)(**made)
    return value


Reader = Callable[[Any, str], Any]


@cache
def _reader(kind: Any) -> Reader:
    """How a value of a type is read; made once a type."""
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind is date:
        return _checked(str, date.fromisoformat)
    if kind is datetime:
        return _checked(str, datetime.fromisoformat)
    if kind in _PLAIN or kind is types.NoneType:
        return _checked(kind, lambda value: value)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return _choice_reader(inner)
    if origin is types.UnionType or origin is typing.Union:
        return _optional_reader(kind, inner)
    if origin is tuple:
        return _tuple_reader(inner)
    if origin is dict and inner[0] is str:
        return _mapping_reader(_reader(inner[1]))
    raise FrozenError(f"{kind} cannot be read back from a snapshot")


def _checked(kind: type, make: Callable[[Any], Any]) -> Reader:
    def read(kept: Any, where: str) -> Any:
        if type(kept) is not kind and not (kind is float and type(kept) is int):
            raise FrozenError(f"{where}: {type(kept).__name__} instead of {kind.__name__}")
        try:
            return make(kept)
        except ValueError as error:
            raise FrozenError(f"{where}: {error}") from None

    return read


def _choice_reader(choices: tuple[Any, ...]) -> Reader:
    def read(kept: Any, where: str) -> Any:
        if kept not in choices:
            raise FrozenError(f"{where}: {kept!r} is none of {choices}")
        return kept

    return read


def _optional_reader(kind: Any, inner: tuple[Any, ...]) -> Reader:
    real = [one for one in inner if one is not types.NoneType]
    if len(real) != 1 or len(inner) != 2:
        raise FrozenError(f"{kind}: only “or nothing” can be read back")
    one = _reader(real[0])
    return lambda kept, where: None if kept is None else one(kept, where)


def _tuple_reader(inner: tuple[Any, ...]) -> Reader:
    same = len(inner) == 2 and inner[1] is Ellipsis
    readers = [_reader(one) for one in inner if one is not Ellipsis]

    def read(kept: Any, where: str) -> Any:
        if not isinstance(kept, list) or (not same and len(kept) != len(readers)):
            raise FrozenError(f"{where}: not the list it should be")
        if same:
            return tuple(readers[0](item, where) for item in kept)
        return tuple(one(item, where) for one, item in zip(readers, kept, strict=True))

    return read


def _mapping_reader(one: Reader) -> Reader:
    def read(kept: Any, where: str) -> Any:
        if not isinstance(kept, dict):
            raise FrozenError(f"{where}: no mapping")
        return {key: one(item, f"{where}.{key}") for key, item in kept.items()}

    return read


def _dataclass_reader(kind: Any) -> Reader:
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    needed = {
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    readers: dict[str, Reader] = {}

    def read(kept: Any, where: str) -> Any:
        if not readers:  # on first use: a class may hold itself
            readers.update({name: _reader(hints[name]) for name in fields})
        if not isinstance(kept, dict):
            raise FrozenError(f"{where}: no {kind.__name__}")
        if missing := needed - kept.keys():
            raise FrozenError(f"{where}: lacks {', '.join(sorted(missing))}")
        if unknown := kept.keys() - fields.keys():
            raise FrozenError(f"{where}: does not know {', '.join(sorted(unknown))}")
        return kind(**{name: readers[name](item, f"{where}.{name}") for name, item in kept.items()})

    return read
