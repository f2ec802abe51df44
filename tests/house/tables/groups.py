# SPDX-License-Identifier: EUPL-1.2
"""Groups of principals that the tables speak of."""

from leitziel.core.models import Membership

# "stranger": a social planner of the other municipality. "operator": runs the house, has no session here.
# "ended": a social planner whose membership is over. "deactivated": a social planner whose account is closed.
# "deputy": a reader who stands in for a social planner today. "operator_in_session": like the administration.
MEMBERS = frozenset({*Membership.Role.values, "deputy", "operator_in_session"})
ANYBODY = frozenset({"anonymous", "stranger", "operator", "ended", "deactivated"}) | MEMBERS
LOGGED_IN = ANYBODY - {"anonymous", "deactivated"}
PLANNERS = frozenset({"administration", "planning", "deputy", "operator_in_session"})
ADMINISTRATION = frozenset({"administration", "operator_in_session"})
INSIDERS = PLANNERS | {"office", "reviewer", "committee", "reader"}
