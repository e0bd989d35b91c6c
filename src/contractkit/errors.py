"""The errors that a user can cause, and that a message can explain."""

from __future__ import annotations


class ContractKitError(Exception):
    """Base of every error that a user can cause; the message names the file, the place and the remedy."""


class UnreadableFileError(ContractKitError):
    """A file is not what it claims to be, or holds nothing that can be read (exit status 3)."""


class LibraryError(ContractKitError):
    """A file of the clause library, a playbook or a template is wrong (exit status 3)."""


class DealError(ContractKitError):
    """A deal file is wrong, incomplete or contradicts itself (exit status 3)."""


class UsageError(ContractKitError):
    """The command or call asks for something that does not exist (exit status 2)."""


def why_not_read(error: OSError) -> str:
    """Return what is wrong with a file that the system does not open, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name and the folder."
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file; give the file inside it."
    if isinstance(error, PermissionError):
        return "you may not open it; ask for the permission, or use a copy."
    return f"cannot be read: {error.strerror}"
