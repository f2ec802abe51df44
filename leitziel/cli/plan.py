# SPDX-License-Identifier: EUPL-1.2
"""`leitziel plan`: read a concept document, and bring it into a municipality."""

import json
import sys
from pathlib import Path

import click

from leitziel.cli.django import with_django

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def plan() -> None:
    """Konzeptdokumente lesen und importieren."""


@plan.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Den ganzen Plan als JSON ausgeben (sonst eine Übersicht).")
@click.option("--no-text", is_flag=True, help="Den ausgelesenen Text im JSON weglassen.")
@click.option("--quiet", is_flag=True, help="Keinen Fortschritt anzeigen.")
def parse(file: Path, as_json: bool, no_text: bool, quiet: bool) -> None:
    """FILE lesen und zeigen, was erkannt wurde; ohne Datenbank.

    Ende mit 0 (gelesen), 1 (nichts erkannt) oder 2 (nicht lesbar).
    """
    from leitziel.methods.plantext.errors import NothingRecognisedError, PlanTextError
    from leitziel.methods.plantext.guarded import parse_guarded

    try:
        found = parse_guarded(file.read_bytes(), file.name, with_text=not no_text, progress=None if quiet else progress)
    except NothingRecognisedError as error:
        done()
        click.echo(str(error), err=True)
        sys.exit(1)
    except (PlanTextError, OSError) as error:
        done()
        click.echo(f"{file.name}: {error}", err=True)
        sys.exit(2)
    done()
    if as_json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
    else:
        click.echo(overview(found))
    if not any(found[key] for key in ("fields", "goals", "measures")):
        click.echo("Es wurden weder Handlungsfelder noch Ziele oder Maßnahmen erkannt.", err=True)
        sys.exit(1)


@plan.command("import")
@click.argument("file", type=FILE)
@click.option("--municipality", required=True, metavar="SLUG", help="Kommune (Adressteil, z. B. musterstadt).")
@click.option("--concept", required=True, metavar="NAME", help="Titel des Konzepts; ein neues wird angelegt.")
@click.option("--edition", required=True, metavar="YEAR", help="Edition, in der Regel das Jahr.")
@click.option("--accept", is_flag=True, help="Ohne Durchsicht sofort als Entwurf übernehmen.")
@with_django
def import_(file: Path, municipality: str, concept: str, edition: str, accept: bool) -> None:
    """FILE lesen und zur Durchsicht vorlegen."""
    from leitziel.strategy.exchange.command import import_file

    sys.exit(
        import_file(
            file.read_bytes(),
            file.name,
            municipality_slug=municipality,
            concept=concept,
            edition=edition,
            accept=accept,
            echo=lambda text: click.echo(text, err=True),
        )
    )


def progress(share: float, message: str = "") -> None:
    """One line on standard error, rewritten on a terminal, else a line for each tenth."""
    if sys.stderr.isatty():
        click.echo(f"\r{share:4.0%} {message:<60.60}", nl=False, err=True)
    else:
        click.echo(f"{share:4.0%} {message}", err=True)


def done() -> None:
    if sys.stderr.isatty():
        click.echo("\r" + " " * 66 + "\r", nl=False, err=True)


def overview(found: dict) -> str:
    """The recognised plan as an indented outline."""
    lines = [found["title"] or "(ohne Titel)"]

    def measures(items: list[dict], depth: int) -> None:
        for item in items:
            label = item["title"] or item["text"] or ""
            lines.append(f"{'  ' * depth}- {item['number'] or ''} {label:.100}".rstrip())

    def goals(items: list[dict], depth: int) -> None:
        for item in items:
            lines.append(f"{'  ' * depth}Ziel {item['number'] or ''} {item['text']:.100}")
            measures(item["measures"], depth + 1)

    def fields(items: list[dict], depth: int) -> None:
        for item in items:
            lines.append(f"{'  ' * depth}Handlungsfeld {item['number'] or ''} {item['title']}")
            measures(item["measures"], depth + 1)
            goals(item["goals"], depth + 1)
            fields(item["fields"], depth + 1)

    fields(found["fields"], 0)
    goals(found["goals"], 0)
    measures(found["measures"], 0)
    return "\n".join(lines)
