# SPDX-License-Identifier: EUPL-1.2
"""The structure tree of a tagged PDF (ISO 32000-1, 14.7) as plain nodes.

Walked here and not page by page, because a paragraph or a table may go on over several pages.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from leitziel.methods.plantext.errors import LimitExceededError
from leitziel.methods.plantext.reading.limits import Watch

_MAX_NODES = 400_000
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page (from 0)."""

    page: int
    mcid: int


@dataclass(slots=True)
class Node:
    """A structure element: standard type, attributes that matter, children in order."""

    type: str
    children: list[Node | Content] = field(default_factory=list)
    rows: int = 1
    columns: int = 1


def structure_of(data: bytes, watch: Watch) -> Node | None:
    """Root of the structure tree, None where there is none that can be read."""
    import pdfplumber  # heavy, and only needed here

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _Walker(pdf, watch).root()
    except (LimitExceededError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - the PDF parser lets anything out of a damaged file
        return None


class _Walker:
    def __init__(self, pdf: Any, watch: Watch) -> None:
        self._watch = watch
        self._catalog = pdf.doc.catalog
        self._pages = {page.page_obj.pageid: index for index, page in enumerate(pdf.pages)}
        self._roles: dict[str, str] = {}
        self._nodes = 0
        self._seen: set[int] = set()

    def root(self) -> Node | None:
        tree = _resolve(self._catalog.get("StructTreeRoot"))
        if not isinstance(tree, dict):
            return None
        roles = _resolve(tree.get("RoleMap"))
        if isinstance(roles, dict):
            self._roles = {_name(key): _name(_resolve(value)) for key, value in roles.items()}
        node = Node("Document")
        self._children(tree.get("K"), node, None, 0)
        return node

    def _children(self, kids: Any, node: Node, page: int | None, depth: int) -> None:
        resolved = _resolve(kids)
        for kid in resolved if isinstance(resolved, list) else [kids]:
            self._child(kid, node, page, depth)

    def _child(self, kid: Any, node: Node, page: int | None, depth: int) -> None:
        self._watch.tick()
        self._nodes += 1
        if self._nodes > _MAX_NODES or depth > _MAX_DEPTH:
            return
        found = _resolve(kid)
        if isinstance(found, int) and not isinstance(found, bool):
            if page is not None:
                node.children.append(Content(page, found))
            return
        if not isinstance(found, dict):
            return
        own = self._page(found.get("Pg"), page)
        if "MCID" in found:
            mcid = _resolve(found["MCID"])
            if own is not None and isinstance(mcid, int):
                node.children.append(Content(own, mcid))
            return
        if "S" not in found:
            return  # a reference to an annotation or another object
        number = getattr(kid, "objid", None)
        if number is not None:
            if number in self._seen:
                return
            self._seen.add(number)
        child = Node(self._standard(_name(_resolve(found["S"]))))
        self._attributes(found.get("A"), child)
        node.children.append(child)
        self._children(found.get("K"), child, own, depth + 1)

    def _page(self, reference: Any, otherwise: int | None) -> int | None:
        number = getattr(reference, "objid", None)
        return self._pages.get(number, otherwise) if number is not None else otherwise

    def _standard(self, name: str) -> str:
        for _ in range(8):
            if name not in self._roles or self._roles[name] == name:
                break
            name = self._roles[name]
        return name

    @staticmethod
    def _attributes(stated: Any, node: Node) -> None:
        resolved = _resolve(stated)
        for item in resolved if isinstance(resolved, list) else [resolved]:
            found = _resolve(item)
            if isinstance(found, dict):
                rows, columns = _resolve(found.get("RowSpan")), _resolve(found.get("ColSpan"))
                if isinstance(rows, int):
                    node.rows = min(max(rows, 1), 5000)
                if isinstance(columns, int):
                    node.columns = min(max(columns, 1), 200)


def _resolve(value: Any) -> Any:
    for _ in range(20):
        resolve = getattr(value, "resolve", None)
        if resolve is None:
            return value
        value = resolve()
    return None


def _name(value: Any) -> str:
    name = getattr(value, "name", value)
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)
