"""Long work on two processors: a copy of this process takes tasks from the same row, or begins one beside it.

Where the system allows no copies, one process does all.
``CONTRACTKIT_PROCESSORS=1`` turns it off.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, TypeVar

_T = TypeVar("_T")
_MOST_TASKS = 256  # a task's number is one byte, so that two processes never read half of it
_OUR_THREADS = Path("/proc/self/task")


def on_two_processors(tasks: Sequence[Callable[[], _T]], at_end: Callable[[], object] = lambda: None) -> list[_T]:
    """Return what the tasks give, in their order; put the longest first.

    What a task gives must be picklable, and the same in whatever process and order the tasks run. What a task
    changes in memory is lost when the copy does it; the copy calls ``at_end`` when there is no task left. What the
    copy could not do or tell (it was killed, a task raised) is done here, so errors are raised here too.
    """
    done = _by_two(tasks, at_end) if 1 < len(tasks) <= _MOST_TASKS and _may_copy() else {}
    return [done[number] if number in done else task() for number, task in enumerate(tasks)]


@contextmanager
def begun_beside(work: Callable[[], _T]) -> Iterator[Callable[[], _T]]:
    """Let a copy begin the work, and yield what waits for its result; who leaves without asking ends the copy.

    What the work gives must be picklable, and what it changes in memory is lost. What the copy could not do or tell is
    done when it is asked for, so errors are raised then; without a copy all of it is.
    """
    if not _may_copy():
        yield work
        return
    with _copied(lambda: {0: work()}) as (copy, told):

        def result() -> _T:
            done = _heard(told)
            return done[0] if 0 in done else work()

        yield result
        if copy:
            os.kill(copy, signal.SIGKILL)  # it has told all, or is not asked


def _may_copy() -> bool:
    """Whether there is a second processor, and no other thread: a copy would lack it and keep the locks it held."""
    if sys.platform != "linux" or os.environ.get("CONTRACTKIT_PROCESSORS") == "1":
        return False
    with suppress(OSError):
        return len(os.sched_getaffinity(0)) > 1 and sum(1 for _ in _OUR_THREADS.iterdir()) == 1
    return False


def _by_two(tasks: Sequence[Callable[[], _T]], at_end: Callable[[], object]) -> dict[int, _T]:
    """What each task gave, by its number; those are not there that raised or that the copy did not tell."""
    row, numbers = os.pipe()
    os.write(numbers, bytes(range(len(tasks))))
    os.close(numbers)
    original = os.getpid()
    try:
        with _copied(lambda: _taken(row, tasks, original), at_end) as (_, told):
            return _taken(row, tasks) | _heard(told)
    finally:
        os.close(row)


@contextmanager
def _copied(
    work: Callable[[], dict[int, Any]], at_end: Callable[[], object] = lambda: None
) -> Iterator[tuple[int, int]]:
    """A copy that works beside this process: its number, 0 when there is no room for one, and the pipe where it tells.

    It is waited for at the end, and ended when this process fails.
    """
    told, telling = os.pipe()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    copy = 0
    try:
        with suppress(OSError):  # the system has no room for another process
            copy = os.fork()
            if copy == 0:
                os.close(told)  # or the copy would wait for ever when the original has ended
                _be_copy(held, lambda: _tell(telling, work(), at_end))
        os.close(telling)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        yield copy, told
    except BaseException:
        if copy:
            os.kill(copy, signal.SIGKILL)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        os.close(told)
        if copy:
            with suppress(ChildProcessError):  # a program that ignores the ends of its processes
                os.waitpid(copy, 0)


def _taken(row: int, tasks: Sequence[Callable[[], _T]], original: int | None = None) -> dict[int, _T]:
    """Do the next task of the row until there is none, or, in a copy, until the ``original`` has ended."""
    done: dict[int, _T] = {}
    while original in (None, os.getppid()) and (number := os.read(row, 1)):
        with suppress(Exception):  # the task is done again at the end, and raises there
            done[number[0]] = tasks[number[0]]()
    return done


def _be_copy(held: Collection[signal.Signals | int], work: Callable[[], object]) -> NoReturn:
    """Work and end at once: nothing that the original has planned for interrupts or its own end may happen twice."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        gc.freeze()  # to look for cycles among the original's objects would copy their memory
        work()
        status = 0
    finally:
        os._exit(status)


def _tell(telling: int, done: dict[int, Any], at_end: Callable[[], object]) -> None:
    at_end()
    told = pickle.dumps(done, pickle.HIGHEST_PROTOCOL)  # whole before the pipe fills up and the copy has to wait
    with os.fdopen(telling, "wb") as pipe:
        pipe.write(told)


def _heard(told: int) -> dict[int, Any]:
    """What the copy told; nothing when it ended before it had told all."""
    with os.fdopen(told, "rb", closefd=False) as pipe, suppress(EOFError, pickle.UnpicklingError):
        found: dict[int, Any] = pickle.load(pipe)  # noqa: S301 - written by our own copy
        return found
    return {}
