# SPDX-License-Identifier: EUPL-1.2
"""`leitziel check`: is everything as it should be, and what is to be done?"""

import sys

import click

from leitziel.cli.django import with_django

SIGNS = {"ok": "gut    ", "note": "Hinweis", "bad": "FEHLER "}


@click.command()
@with_django
def check() -> None:
    """Einstellungen, Datenbank, Ordner, Platz, Hintergrundprozess, E-Mail und Uhr prüfen.

    Ende mit 1, wenn etwas nicht geht; Hinweise ändern das Ende nicht.
    """
    from leitziel.core.observing.readiness import thorough

    found = thorough()
    for finding in found:
        click.echo(f"{SIGNS[finding.level]}  {finding.text}")
    sys.exit(1 if any(finding.level == "bad" for finding in found) else 0)
