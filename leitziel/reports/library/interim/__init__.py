# SPDX-License-Identifier: EUPL-1.2
"""The interim report (Zwischenbericht) of a round."""
