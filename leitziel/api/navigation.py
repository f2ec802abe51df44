# SPDX-License-Identifier: EUPL-1.2
"""What the API room adds to the navigation; `ui` imports this module at start-up."""

from django.utils.translation import gettext_lazy as _

from leitziel.ui import navigation

navigation.register(_("Archive"), "archive", "core.export_municipality", area="internal", order=90)
navigation.register(_("Open data"), "open-data", "api.set_open_data", area="internal", order=95)
