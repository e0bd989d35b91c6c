"""``python -m contractkit``, for machines where the script is not on the path."""

from __future__ import annotations

import sys

from contractkit.cli import main

sys.exit(main())
