# SPDX-License-Identifier: EUPL-1.2
"""`leitziel municipality` and `leitziel person`: what an empty installation needs before anybody can log in, and what
only who runs the installation may do."""

import sys
from typing import Any, NoReturn

import click

from leitziel.cli.django import with_django

KINDS = ("city", "district", "municipality")
ROLES = ("administration", "planning", "office", "reviewer", "committee", "provider", "advisor", "reader")


def stop(message: Any) -> NoReturn:
    """End with a message; nothing was changed."""
    click.echo(f"{message} Es wurde nichts geändert.", err=True)
    sys.exit(2)


@click.command("add")
@click.option("--name", required=True, help='Name, etwa "Stadt Auenmünster".')
@click.option("--ags", required=True, help="Amtlicher Schlüssel: 8 Ziffern, für einen Kreis 5.")
@click.option("--kind", type=click.Choice(KINDS), default="city", show_default=True, help="Art der Kommune.")
@click.option("--slug", help="Teil der Adresse; sonst aus dem Namen.")
@click.option("--host", help="Eigener Rechnername der Kommune, etwa plan.stadt.example.")
@with_django
def municipality_add(name: str, ags: str, kind: str, slug: str | None, host: str | None) -> None:
    """Eine Kommune anlegen."""
    from django.core.exceptions import ValidationError

    from leitziel.core.actions.municipalities import add_municipality

    try:
        made = add_municipality(name=name, ags=ags, kind=kind, slug=slug, host_name=host)
    except ValidationError as problem:
        stop(" ".join(problem.messages))
    click.echo(f"{made.name} ist angelegt: /{made.slug}/")


@click.command("list")
@with_django
def municipality_list() -> None:
    """Alle Kommunen mit ihrem Adressteil zeigen."""
    from leitziel.core.models import Municipality

    for one in Municipality.objects.order_by("name"):
        click.echo(f"{one.slug}\t{one.ags}\t{one.name}")


@click.group()
def person() -> None:
    """Konten anlegen und schließen, den Betrieb benennen."""


@person.command("add")
@click.argument("email")
@click.option("--name", help="Name; ohne ihn wird nur eine Einladung verschickt.")
@click.option("--municipality", "slug", metavar="SLUG", help="Kommune, in der die Person eine Rolle bekommt.")
@click.option("--role", type=click.Choice(ROLES), default="administration", show_default=True, help="Rolle dort.")
@click.option("--organisation", help="Name der Organisation (nötig für office und provider).")
@click.option("--site", default="http://127.0.0.1:8000", show_default=True, help="Adresse der Installation.")
@click.option("--password-stdin", is_flag=True, help="Passwort von der Standardeingabe lesen, statt einzuladen.")
@with_django
def person_add(**given: Any) -> None:
    """Eine Person anlegen oder einladen.

    Mit --municipality bekommt sie dort eine Rolle. Ohne --password-stdin wird der Link der Einladung gezeigt und per
    Mail verschickt; er gilt 14 Tage.
    """
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from leitziel.core.actions import accounts
    from leitziel.core.actions.errors import PeopleError

    password = sys.stdin.readline().rstrip("\n") if given.pop("password_stdin") else None
    try:
        said = accounts.add_person(password=password, today=timezone.localdate(), **given)
    except (PeopleError, ValidationError) as problem:
        stop(" ".join(problem.messages) if isinstance(problem, ValidationError) else problem)
    click.echo(said)


@person.command("deactivate")
@click.argument("email")
@click.option("--reopen", is_flag=True, help="Das Konto wieder öffnen.")
@with_django
def person_deactivate(email: str, reopen: bool) -> None:
    """Ein Konto in allen Kommunen schließen; alle Sitzungen enden sofort."""
    from leitziel.core.actions import accounts
    from leitziel.core.actions.errors import PeopleError

    try:
        user = accounts.set_active(email=email, active=reopen)
    except PeopleError as problem:
        stop(problem)
    click.echo(f"{user.name} <{user.email}>: das Konto ist {'offen' if reopen else 'geschlossen'}.")


@person.command("operator")
@click.argument("email")
@click.option("--remove", is_flag=True, help="Nicht länger Betrieb.")
@with_django
def person_operator(email: str, remove: bool) -> None:
    """Eine Person zum Betrieb machen: Sie darf befristete Sitzungen in Kommunen beginnen."""
    from leitziel.core.actions import accounts
    from leitziel.core.actions.errors import PeopleError

    try:
        user = accounts.set_operator(email=email, operator=not remove)
    except PeopleError as problem:
        stop(problem)
    click.echo(f"{user.name} <{user.email}>: {'kein Betrieb mehr' if remove else 'Betrieb'}.")
