# SPDX-License-Identifier: EUPL-1.2
"""What things cost: `make bench`. Times are printed beside something real that runs on the same machine."""
