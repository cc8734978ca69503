# SPDX-License-Identifier: GPL-3.0-or-later
"""`skipping.py MODULE`: unittest whose skips have words, and that tells ctest (77) where a test could not run."""

import sys
import unittest

if __name__ == "__main__":
    result = unittest.main(module=sys.argv[1], argv=sys.argv[:1], exit=False).result
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    if result.wasSuccessful() and result.skipped:
        sys.exit(77)
    sys.exit(not result.wasSuccessful())
