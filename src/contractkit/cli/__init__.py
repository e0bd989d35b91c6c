"""The command line: parses options, calls one function, prints, exits.

Every command stands in its own module and is imported only when it is called, so that ``--help`` is quick.
Exit status: 0 done, 1 something was found, 2 wrong use, 3 a file that cannot be read as what it claims to be.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from contractkit import __version__
from contractkit.errors import ContractKitError, UsageError, why_not_read

_COMMANDS = {
    "init": ("contractkit.cli.init", "Write a commented deal file to fill in."),
    "draft": ("contractkit.cli.draft", "Draft a contract from a deal file."),
    "check": ("contractkit.cli.check", "Check a contract: what is missing, weak or risky in it."),
    "handoff": ("contractkit.cli.handoff", "Write the lawyer's packet on a vendor's draft, or the other side's."),
    "review": ("contractkit.cli.review", "Read decisions back; show where a matter stands."),
    "compare": ("contractkit.cli.compare", "Compare two rounds: what changed, by whom, and what it does to risk."),
    "read": ("contractkit.cli.read", "Show a Word file as contractkit reads it."),
    "inspect": ("contractkit.cli.inspect", "Show a draft's passport and quality certificate."),
    "template": ("contractkit.cli.template", "List the kinds of document; copy one to adapt it."),
    "library": ("contractkit.cli.library", "List, show and test the clause library."),
}
# A command makes many objects that live until it ends; looking for rubbish among them at Python's usual pace costs a
# tenth of its time.
_OBJECTS = 50_000
_INTERRUPTED = 130
_BROKEN_PIPE = 141
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _LazyCommands(click.Group):
    """Knows names and one-line helps of its commands by a table; the module has the command under its own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """Import and return the command, or None when there is no such command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """Write the commands' helps without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])


@click.command(
    cls=_LazyCommands,
    epilog="contractkit is not legal advice.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="contractkit %(version)s")
def cli() -> None:
    """Draft, check and hand over contracts for outsourced customer support.

    Everything runs on this computer. No document leaves it.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (``sys.argv`` when no arguments are given) and return the exit status."""
    gc.set_threshold(_OBJECTS, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character must not end the run
    output = sys.stdout
    try:
        result = cli.main(arguments, prog_name="contractkit", standalone_mode=False)
        if sys.stdout is not None:  # None when it was closed before we began
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return _BROKEN_PIPE
    except SystemExit as end:
        # When the reader of our output has gone, click wraps it and ends with 1, which says "something was found".
        return _status(end.code) if sys.stdout is output else _BROKEN_PIPE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return 2
    except (ContractKitError, OSError) as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            _discard_output()
            error = UsageError(f"the output cannot be written: {error.strerror}")
        click.echo(f"contractkit:{_told(error)}", err=True)
        return 2 if isinstance(error, UsageError) else 3
    return _status(result)


def run() -> NoReturn:
    """Run the command line and end the process.

    The objects of a long check are left where they are: to free each of them would take longer than to write a report.
    """
    status = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None when it was closed before we began
            stream.flush()
    os._exit(status)


def _discard_output() -> None:
    """Send what is still to be written nowhere, or Python complains once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _status(result: object) -> int:
    return result if isinstance(result, int) else 0


def _told(error: ContractKitError | OSError) -> str:
    """The message on the same line, or on the lines below when it has several."""
    if isinstance(error, OSError):
        if error.filename is None:
            raise error  # not about a file that the user named: a defect of ours
        return f" {error.filename}: {why_not_read(error)}"
    message = str(error)
    return f"\n{message}" if "\n" in message else f" {message}"
