# SPDX-License-Identifier: EUPL-1.2
"""`leitziel municipality`: commands about one municipality as a whole; each is in a module of its own."""

import click

from leitziel.cli.archive import export, import_


@click.group()
def municipality() -> None:
    """Kommunen: mit allen Daten mitnehmen und einsetzen."""


municipality.add_command(export)
municipality.add_command(import_)
