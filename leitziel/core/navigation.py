# SPDX-License-Identifier: EUPL-1.2
"""What the core room adds to the navigation; `ui` imports this module at start-up."""

from django.utils.translation import gettext_lazy as _

from leitziel.core import people_panels
from leitziel.ui import navigation

navigation.register(_("Organisations"), "organisations", "core.manage_organisations", area="internal", order=25)
people_panels.register()
