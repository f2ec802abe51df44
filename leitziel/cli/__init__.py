# SPDX-License-Identifier: EUPL-1.2
"""The command `leitziel`. Each subcommand is thin: parse the arguments, call one function, print.

Subcommands load what they need when they run: those of `methods/` work without Django and a database.
"""

import importlib
from typing import Any

import click

from leitziel import __version__

COMMANDS = {
    "backup": "leitziel.cli.backup:backup",
    "check": "leitziel.cli.check:check",
    "demo": "leitziel.cli.demo:demo",
    "log": "leitziel.cli.log:log",
    "mail": "leitziel.cli.mail:mail",
    "migrate": "leitziel.cli.house:migrate",
    "municipality": "leitziel.cli.municipality:municipality",
    "person": "leitziel.cli.people:person",
    "plan": "leitziel.cli.plan:plan",
    "report": "leitziel.cli.report:report",
    "restore": "leitziel.cli.backup:restore",
    "serve": "leitziel.cli.house:serve",
    "upgrade": "leitziel.cli.backup:upgrade",
    "worker": "leitziel.cli.house:worker",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leitziel")
def leitziel() -> None:
    """Leitziel: integrierte Sozialplanung vom Konzept bis zum Bericht."""


def main(**kwargs: Any) -> None:
    """Entry point of the console script."""
    leitziel(prog_name="leitziel", **kwargs)
