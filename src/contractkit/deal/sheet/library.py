"""The one import of openpyxl, which is installed on request."""

from __future__ import annotations

import importlib
from typing import Any

from contractkit.errors import UsageError

_PARTS = ("comments", "formatting.rule", "styles", "utils", "worksheet.datavalidation", "worksheet.properties")


def openpyxl() -> Any:
    """Return the library for workbooks with its parts. Raises UsageError when it is not installed."""
    try:
        for part in _PARTS:
            importlib.import_module(f"openpyxl.{part}")
        return importlib.import_module("openpyxl")
    except ImportError as error:
        raise UsageError('spreadsheets need openpyxl; install it with: pip install "contractkit[xlsx]"') from error
