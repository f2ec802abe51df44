# SPDX-License-Identifier: EUPL-1.2
"""The core room in the matrix."""

from tests.house.tables.groups import ANYBODY, LOGGED_IN, MEMBERS, PLANNERS

WHO = {
    "core.view_public": ANYBODY,
    "core.logged_in": LOGGED_IN,
    "core.view_internal": MEMBERS,
    "core.manage_organisations": PLANNERS,
    "core.manage_vocabulary": PLANNERS,
    "core.view_log": PLANNERS,
}
ADDRESSES = {
    "design": "core.view_public",
}
