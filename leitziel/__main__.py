# SPDX-License-Identifier: EUPL-1.2
"""`python -m leitziel` is the console script `leitziel`."""

from leitziel.cli import main

if __name__ == "__main__":
    main()
