"""Where the library that ships with contractkit stands."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder that holds ``clause_library`` and ``templates``: in a wheel the package's own ``_data``,
    in an editable install the top of the repository."""
    shipped = _PACKAGE / "_data"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent
