# SPDX-License-Identifier: EUPL-1.2
"""Resources of the API, one file a concept; a new file is found by itself.

To add a resource: write a schema in `schemas.py` (the allow-list), a read in `queries/`, and here a function with
`@operation(...)` whose docstring is its documentation. Add its address to `tests/house/tables/api.py`.
"""

import importlib
import pkgutil

for _found in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_found.name}")
