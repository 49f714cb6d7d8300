"""Work shared among processes, where the machine has cores to spare for one run."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

_MOST_PROCESSES = 4
_TICKET = 2  # bytes

_T = TypeVar("_T")


def shared(work: Callable[[int], _T], count: int, begin: Callable[[int], object]) -> list[_T]:
    """The results of `work` for each number below `count`, in order.

    Helpers are copies of this process, so that what was read and imported is there already. Each
    process takes the next number as long as there is one. What a helper does not bring, since it
    failed or was ended, is done here: errors are raised as they would be without helpers.

    Args:
        work: has no effect but its result, which must be fit for a pipe.
        begin: is told each number that is begun in this process.
    """
    tickets, issue = os.pipe()
    os.write(issue, b"".join(number.to_bytes(_TICKET, "big") for number in range(count)))
    os.close(issue)
    helpers: list[tuple[int, int]] = []
    done: dict[int, _T] = {}
    try:
        with contextlib.suppress(OSError):  # the system has no process to give
            helpers += (_helper(work, tickets) for _ in range(min(_processes(), count) - 1))
        for number in _numbers(tickets):
            begin(number)
            done[number] = work(number)
        for _, pipe in helpers:
            done |= _brought(pipe)
    finally:
        os.close(tickets)
        for process, _ in helpers:
            os.kill(process, signal.SIGKILL)  # it has nothing to lose
            os.waitpid(process, 0)
    return [done[number] if number in done else work(number) for number in range(count)]


def _processes() -> int:
    """How many processes may work; 1 where a fork is not safe, as beside other threads."""
    try:
        is_alone = len(list(Path("/proc/self/task").iterdir())) == 1
        return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES) if is_alone else 1
    except (AttributeError, OSError):
        return 1  # not Linux


def _helper(work: Callable[[int], _T], tickets: int) -> tuple[int, int]:
    """The id of a process that works, and the pipe through which it sends what it has done."""
    pipe, answer = os.pipe()
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # it ends with its parent
    process = os.fork()
    if process:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)
        os.close(answer)
        return process, pipe
    try:
        done = {number: work(number) for number in _numbers(tickets)}
        with os.fdopen(answer, "wb") as stream:
            pickle.dump(done, stream, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # whatever happened: all else is its parent's


def _numbers(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, _TICKET):
        yield int.from_bytes(ticket, "big")


def _brought(pipe: int) -> dict[int, _T]:
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    try:
        done: dict[int, _T] = pickle.loads(data)  # noqa: S301 - of our own process
    except (EOFError, pickle.UnpicklingError):
        return {}  # it was ended
    return done
