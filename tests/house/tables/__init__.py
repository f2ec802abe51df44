# SPDX-License-Identifier: EUPL-1.2
"""What the matrix is told, one file a room: every address with its permission, every permission with who has it.

A file gives `WHO` (permission -> principals), `ADDRESSES` (address -> permission), and where it has them
`SHOWS_EDITION` (addresses that show one edition's content) and `plant(tenant)`, which makes what the room's
addresses need in a tenant and puts the parts of its addresses into `tenant.published` ("address.part" -> value).
"""

import importlib
import pkgutil

MODULES = [
    importlib.import_module(f"{__name__}.{item.name}")
    for item in pkgutil.iter_modules(__path__)
    if item.name != "groups"
]


def joined(name: str) -> dict[str, object]:
    """The tables `name` of all files as one; the same key in two files is a mistake and raises."""
    found: dict[str, object] = {}
    for module in MODULES:
        table = getattr(module, name, {})
        twice = found.keys() & table.keys()
        assert not twice, f"{name}: in two tables: {sorted(twice)}"
        found |= table
    return found


WHO = joined("WHO")
ADDRESSES = joined("ADDRESSES")
SHOWS_EDITION = {name for module in MODULES for name in getattr(module, "SHOWS_EDITION", ())}
ALSO = joined("ALSO")  # address -> further answers to who may, each with its reason in its file
