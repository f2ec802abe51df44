# SPDX-License-Identifier: EUPL-1.2
"""`leitziel log`: prove the log whole."""

import sys

import click

from leitziel.cli.django import with_django


@click.group()
def log() -> None:
    """Das Protokoll prüfen."""


@log.command()
@click.option("--municipality", metavar="SLUG", help="Nur diese Kommune; sonst alle.")
@with_django
def verify(municipality: str | None) -> None:
    """Die Prüfkette jeder Kommune nachrechnen; Ende mit 1, wenn sie gebrochen ist."""
    from leitziel.core.log import verify as verify_chain
    from leitziel.core.models import LogHead, Municipality

    chosen = Municipality.objects.order_by("name")
    if municipality:
        chosen = chosen.filter(slug=municipality)
        if not chosen:
            click.echo(f"Es gibt keine Kommune {municipality!r}.", err=True)
            sys.exit(2)
    broken = False
    for one in chosen:
        breaks = verify_chain(one)
        head = LogHead.objects.filter(municipality=one).first()
        count = head.sequence if head else 0
        click.echo(f"{one.name}: {count} Einträge, " + (f"{len(breaks)} Brüche" if breaks else "unversehrt"))
        for found in breaks:
            click.echo(f"  {found.sequence}: {found.reason}")
        broken = broken or bool(breaks)
    sys.exit(1 if broken else 0)
