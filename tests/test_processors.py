"""Tasks on two processors give what they give one after the other, errors and sudden ends included."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from contractkit.errors import UsageError
from contractkit.processors import begun_beside, on_two_processors

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
two = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs a second processor on Linux"
)


def alone(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own: that of the tests may have other threads, and is then never copied."""
    shared = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=60, check=False,
        env={key: value for key, value in shared.items() if key != "CONTRACTKIT_PROCESSORS"} | environment,
    )  # fmt: skip


def test_results_come_in_the_order_of_the_tasks() -> None:
    tasks: list[Callable[[], object]] = [lambda number=number: [number, "x"] for number in range(40)]
    assert on_two_processors(tasks) == [[number, "x"] for number in range(40)]
    assert on_two_processors([]) == []
    assert len(on_two_processors([lambda: 1] * 300)) == 300


WHO = """
    import os, time
    from contractkit.processors import on_two_processors
    {before}
    def work():
        time.sleep(0.2)
        return os.getpid()
    print(len(set(on_two_processors([work] * 6))))
"""


@two
def test_two_processes_share_the_tasks() -> None:
    assert alone(WHO.format(before="")).stdout == "2\n"


@pytest.mark.parametrize(
    ("before", "environment"),
    [
        ("", {"CONTRACTKIT_PROCESSORS": "1"}),
        ("import threading; threading.Thread(target=time.sleep, args=(3,), daemon=True).start()", {}),
        pytest.param("os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})", {}, marks=on_linux),
        pytest.param("import resource; resource.setrlimit(resource.RLIMIT_NPROC, (0, 0)); os.getuid() or os.setuid(65534)",
                     {}, marks=on_linux),
    ],
    ids=["switched-off", "other-threads", "one-processor", "no-room-for-another-process"],
)  # fmt: skip
def test_one_process_does_all_where_a_copy_is_of_no_use_or_not_safe(before: str, environment: dict[str, str]) -> None:
    assert alone(WHO.format(before=before), **environment).stdout == "1\n"


def test_tasks_may_be_given_from_any_thread() -> None:
    found: list[list[int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(on_two_processors([lambda: 1, lambda: 2]))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[1, 2]] * 4


@pytest.mark.parametrize("which", range(4))
def test_an_error_of_any_task_is_raised(which: int) -> None:
    def fails() -> int:
        raise UsageError("no such playbook")

    with pytest.raises(UsageError, match="no such playbook"):
        on_two_processors([fails if number == which else lambda: 1 for number in range(4)])


@pytest.mark.parametrize("end", ["os._exit(9)", "os.kill(os.getpid(), 9)", "raise MemoryError", "return open('/dev/null')"])  # fmt: skip
def test_what_a_copy_did_not_tell_is_done_here(end: str) -> None:
    script = f"""
        import os, time
        from contractkit.processors import on_two_processors
        here = os.getpid()
        def work():
            time.sleep(0.1)
            if os.getpid() != here:
                {end}
            return "done here"
        print(on_two_processors([work] * 4))
    """
    assert alone(script).stdout == f"{['done here'] * 4}\n"


def test_a_large_result_does_not_block() -> None:
    assert on_two_processors([lambda: "x" * 5_000_000] * 3) == ["x" * 5_000_000] * 3


def test_the_copy_calls_at_end_and_nothing_that_was_planned_for_the_end_of_the_original(tmp_path: Path) -> None:
    script = """
        import atexit, os, sys, time
        from contractkit.processors import on_two_processors
        atexit.register(print, "end")
        sys.stdout.write("written once\\n")
        on_two_processors([lambda: time.sleep(0.1)] * 4, lambda: open(os.environ["NOTE"], "w").close())
    """
    assert alone(script, NOTE=str(tmp_path / "note")).stdout == "written once\nend\n"
    assert (tmp_path / "note").exists() == (sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1)


@two
@pytest.mark.parametrize("signal", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_no_copy_is_left_when_the_original_is_ended(signal: str, tmp_path: Path) -> None:
    script = """
        import os, signal, sys, time
        from pathlib import Path
        from contractkit.processors import on_two_processors
        here = os.getpid()
        def work():
            if os.getpid() != here:
                Path(os.environ["NOTE"]).write_text(str(os.getpid()))
                time.sleep(0.3)
            elif Path(os.environ["NOTE"]).exists():
                os.kill(here, getattr(signal, os.environ["SIGNAL"]))
            time.sleep(0.05)
        on_two_processors([work] * 200)
    """
    note = tmp_path / "note"
    assert alone(script, NOTE=str(note), SIGNAL=signal).returncode != 0
    copy = Path("/proc") / note.read_text()
    for _ in range(50):
        if not copy.exists():
            return
        time.sleep(0.1)
    raise AssertionError("the copy is still there")


BESIDE = """
    import os, time
    from contractkit.processors import begun_beside
    here = os.getpid()
    def work():
        if os.getpid() != here:
            {there}
        return os.getpid() == here
    with begun_beside(work) as result:
        {meanwhile}
        print(result())
"""


@two
def test_a_copy_works_while_the_original_does_something_else() -> None:
    script = BESIDE.format(there="time.sleep(0.5)", meanwhile="began = time.monotonic(); time.sleep(0.5)")
    assert alone(f"{script}        print(time.monotonic() - began < 0.9)\n").stdout == "False\nTrue\n"


@pytest.mark.parametrize("end", ["os._exit(9)", "os.kill(os.getpid(), 9)", "raise MemoryError", "return open('/dev/null')"])  # fmt: skip
def test_work_that_a_copy_did_not_end_is_done_here(end: str) -> None:
    assert alone(BESIDE.format(there=end, meanwhile="pass")).stdout == "True\n"


def test_work_is_done_here_where_copies_are_switched_off() -> None:
    done = alone(BESIDE.format(there="pass", meanwhile="pass"), CONTRACTKIT_PROCESSORS="1")
    assert done.stdout == "True\n"


def test_an_error_of_work_begun_beside_is_raised_when_it_is_asked_for() -> None:
    def fails() -> int:
        raise UsageError("no such file")

    with begun_beside(fails) as result, pytest.raises(UsageError, match="no such file"):
        result()


@pytest.mark.parametrize("leave", ["pass", "raise SystemExit"])
def test_who_leaves_without_asking_does_not_wait(leave: str) -> None:
    script = f"""
        import time
        from contractkit.processors import begun_beside
        began = time.monotonic()
        try:
            with begun_beside(lambda: time.sleep(30)):
                {leave}
        finally:
            print(time.monotonic() - began < 10)
    """
    assert alone(script).stdout == "True\n"
