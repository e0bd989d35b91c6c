"""Two long computations at the same time, where the system can copy a running process."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any, TypeVar

_T = TypeVar("_T")
_CAN_COPY = sys.platform == "linux"  # elsewhere a copy of a process is not safe, or does not exist


def both(one: Callable[[], _T], other: Callable[[], _T]) -> tuple[_T, _T]:
    """Return what both give; ``one`` runs in a copy of this process where a second processor is free.

    What they give must be picklable. Raises whatever they raise.
    """
    if not _CAN_COPY or len(os.sched_getaffinity(0)) < 2:  # one processor gains nothing
        return one(), other()
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(one, sender), daemon=True)
    with warnings.catch_warnings():
        # Python warns of copies of processes with threads; ours reads, computes and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        second = other()
        return _received(receiver, one), second
    finally:
        process.kill()
        process.join()


def _send(compute: Callable[[], Any], sender: Any) -> None:
    try:
        told: tuple[bool, Any] = (True, compute())
    except Exception as error:  # it is raised again by the one who asked
        told = (False, error)
    sender.send(told)
    sender.close()


def _received(receiver: Any, compute: Callable[[], _T]) -> _T:
    """What the copy found; when it died (out of memory), it is computed here."""
    try:
        done, found = receiver.recv()
    except EOFError:
        return compute()
    if not done:
        raise found
    result: _T = found
    return result
