# SPDX-License-Identifier: EUPL-1.2
"""What the strategy room adds to the navigation; `ui` imports this module at start-up."""

from django.utils.translation import gettext_lazy as _

from leitziel.ui import navigation

navigation.register(_("Concepts"), "concepts", "strategy.view_public", order=10)
navigation.register(_("Measures"), "measures", "strategy.view_public", order=20)
navigation.register(_("Offices"), "offices", "strategy.view_public", order=30)
navigation.register(_("Council papers"), "papers", "strategy.view_public", order=40)
navigation.register(_("Imports"), "plan-imports", "strategy.import_plan", area="internal", order=20)
navigation.register(_("Planning areas"), "areas", "strategy.view_public", order=60)
