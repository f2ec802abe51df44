# SPDX-License-Identifier: EUPL-1.2
"""What the reports room adds to the navigation; `ui` imports this module at start-up."""

from django.utils.translation import gettext_lazy as _

from leitziel.reports import panels  # noqa: F401 - registers its panels
from leitziel.ui import navigation

navigation.register(_("Reports"), "reports-public", "reports.view_public", order=45)
navigation.register(_("Issued reports"), "reports", "reports.view", area="internal", order=16)
