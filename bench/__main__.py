# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: prints the figures; it never fails because of a time."""

import os
import platform
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("LEITZIEL_HOME", tempfile.mkdtemp(prefix="leitziel-bench-"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import alignment, exchange, importer, pages, progress, reports  # noqa: E402
from bench.measure import HEAD, Figure, timed  # noqa: E402


def main() -> None:
    cores = os.cpu_count()
    print(f"Python {platform.python_version()}, {connection.vendor}, {cores} cores, load {os.getloadavg()[0]:.1f}")
    print(HEAD)
    migrate = timed(lambda: call_command("migrate", verbosity=0))
    print(Figure("an empty database migrates", migrate, "< 10 s").row(), flush=True)
    for room in (importer, pages, exchange, alignment, progress, reports):
        for figure in room.figures():
            print(figure.row(), flush=True)


if __name__ == "__main__":
    main()
