"""Load the clause library: find its folders; merge their files, or take the library kept from the last run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import entry_points
from pathlib import Path

from contractkit.errors import LibraryError
from contractkit.library.builtin import data_folder
from contractkit.library.catalogue import Library
from contractkit.library.merged import KeptLibrary
from contractkit.library.places import holds_library_files, library_files

ENTRY_POINT_GROUP = "contractkit.libraries"
PROJECT_FOLDER = "contractkit"


def load_library(overlays: Sequence[Path] = ()) -> Library:
    """Return the library: built in, then installed packages, then ``./contractkit/``, then ``overlays``; later wins.

    Raises LibraryError that lists every problem of every file at once.
    """
    return load_folders(library_folders(overlays))


def library_folders(overlays: Sequence[Path] = ()) -> list[Path]:
    """Return all folders in order, later ones winning. Raises LibraryError for an overlay that holds no library."""
    for folder in overlays:
        if not holds_library_files(folder):
            raise LibraryError(f"{folder}: this folder holds no clause library; docs/library.md shows the layout")
    return list(dict.fromkeys(folder.resolve() for folder in [*default_folders(), *overlays]))


def default_folders() -> list[Path]:
    """Return the folders that are always used, in order: built in, installed packages, the project's own."""
    data = data_folder()
    project = Path.cwd() / PROJECT_FOLDER
    own = [project] if holds_library_files(project) else []
    return [data / "clause_library", data / "templates", *_installed(), *own]


def load_folders(folders: Sequence[Path]) -> Library:
    """Return the library made of these folders alone, later ones winning. Raises LibraryError like load_library."""
    kept = KeptLibrary(folders, library_files(folders))
    found = kept.load()
    if found is not None:
        return found
    library = _checked(folders)
    kept.store(library)
    return library


def _checked(folders: Sequence[Path]) -> Library:
    # What only reading and complaining needs is not imported when nothing has changed since the last run.
    from contractkit.library.complaints import located  # noqa: PLC0415
    from contractkit.library.gather import gather  # noqa: PLC0415
    from contractkit.library.references import reference_complaints  # noqa: PLC0415
    from contractkit.yamltext import join_problems  # noqa: PLC0415

    library, problems = gather(folders)
    problems = problems or located(reference_complaints(library))
    if problems:
        raise LibraryError(join_problems(problems))
    return library


def _installed() -> Iterable[Path]:
    """The folders that installed packages offer: an entry point gives a path or a function that returns one."""
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name):
        try:
            given = point.load()
            folder = Path(given() if callable(given) else given)
        except Exception as error:  # whatever somebody else's package does, the message names it
            raise LibraryError(
                f'the entry "{point.name}" of an installed package in {ENTRY_POINT_GROUP} fails: {error!r}; '
                "update or remove that package"
            ) from error
        if not holds_library_files(folder):
            raise LibraryError(f'the installed package\'s entry "{point.name}" in {ENTRY_POINT_GROUP} gives {folder}, '
                               "which holds no clause library")  # fmt: skip
        yield folder
