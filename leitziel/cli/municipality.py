# SPDX-License-Identifier: EUPL-1.2
"""`leitziel municipality`: commands about one municipality as a whole; each is in a module of its own."""

import click

from leitziel.cli.archive import export, import_
from leitziel.cli.people import municipality_add, municipality_list


@click.group()
def municipality() -> None:
    """Kommunen: anlegen, mit allen Daten mitnehmen und einsetzen."""


municipality.add_command(export)
municipality.add_command(import_)
municipality.add_command(municipality_add)
municipality.add_command(municipality_list)
