# SPDX-License-Identifier: EUPL-1.2
"""Pages of those who plan: settings of concepts, editions and council papers."""
