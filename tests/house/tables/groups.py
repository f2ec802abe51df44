# SPDX-License-Identifier: EUPL-1.2
"""Groups of principals that the tables speak of."""

from leitziel.core.models import Membership

MEMBERS = frozenset(Membership.Role.values)
ANYBODY = frozenset({"anonymous", "stranger"}) | MEMBERS
LOGGED_IN = ANYBODY - {"anonymous"}
PLANNERS = frozenset({"administration", "planning"})
ADMINISTRATION = frozenset({"administration"})
INSIDERS = PLANNERS | {"office", "reviewer", "committee", "reader"}
