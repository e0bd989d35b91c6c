"""``python -m contractkit``, for machines where the script is not on the path."""

from __future__ import annotations

from contractkit.cli import run

run()
