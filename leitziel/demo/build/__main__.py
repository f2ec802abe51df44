# SPDX-License-Identifier: EUPL-1.2
"""Build the demo city's documents and what an importer must find in them: `python -m leitziel.demo.build`."""

from leitziel.demo import expected
from leitziel.demo.build import write_all

if __name__ == "__main__":
    expected.main()
    for path in write_all():
        print(f"{path.name}  {path.stat().st_size // 1024} KB")  # noqa: T201
