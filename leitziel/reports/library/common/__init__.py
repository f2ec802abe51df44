# SPDX-License-Identifier: EUPL-1.2
"""What all kinds of reports share: the values every report begins with, words, German typesetting, pictures."""
