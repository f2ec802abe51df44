# SPDX-License-Identifier: EUPL-1.2
"""The portal room in the matrix."""

from tests.house.tables.groups import ADMINISTRATION, ANYBODY

WHO = {
    "portal.view": ANYBODY,
    "portal.read_feedback": ADMINISTRATION,
}
ADDRESSES = {
    "accessibility": "portal.view",
    "favicon": "portal.view",
    "feedback": "portal.read_feedback",
    "health": "portal.view",
    "home": "portal.view",
    "imprint": "portal.view",
    "municipality": "portal.view",
    "privacy": "portal.view",
    "robots": "portal.view",
    "set-language": "portal.view",
    "set-theme": "portal.view",
    "work": "core.view_internal",
}
