"""Work in several processes: the same results, the same errors, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import TEN_LINES

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="work is shared on Linux with two cores or more",
)
HEAD = """\
import os, signal, threading, time
from generator.commands.sharing import shared
me = os.getpid()"""


def script(body: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own, without other threads, says and how it ends."""
    code = f"{HEAD}\n{body}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


def pack(folder: Path, cores: int) -> dict[str, bytes]:
    """Everything a run writes on so many cores, its cache and its state among it."""
    work = folder / f"on{cores}" / "work"
    work.mkdir(parents=True)
    (work / "project.yml").write_text(TEN_LINES, encoding="utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(work.parent / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    environment["PYTHONHASHSEED"] = "0"  # the order of sets in what is kept
    code = (
        f"import os; os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])\n"
        "import sys; from generator.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "generate", "-q"]
    subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)
    files = (path for path in work.parent.rglob("*") if path.is_file())
    return {str(path.relative_to(work.parent)): path.read_bytes() for path in files}


def test_one_core_and_two_write_the_same_files_state_and_cache(tmp_path: Path) -> None:
    """The cache holds the same shelves; equal values may be pickled in other bytes."""
    one, two = (pack(tmp_path, cores) for cores in (1, 2))
    assert one.keys() == two.keys()
    assert {name for name in one if one[name] != two[name] and name[:6] != "cache/"} == set()
    (code,) = (name for name in one if "code-" in name)
    assert len(one[code]) == len(two[code])


def test_results_come_in_order_from_more_than_one_process() -> None:
    done = script(
        "found = shared(lambda n: (n, time.sleep(0.05), os.getpid()), 9, lambda n: None)\n"
        "assert [n for n, _, _ in found] == [*range(9)]\n"
        "assert len({process for _, _, process in found}) > 1"
    )
    assert done.stderr == ""


def test_only_what_is_begun_here_is_told() -> None:
    done = script(
        "told = []\n"
        "found = shared(lambda n: (time.sleep(0.05), os.getpid())[1], 9, told.append)\n"
        "assert told == [n for n in range(9) if found[n] == me]"
    )
    assert done.stderr == ""


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "1 / 0", "os._exit(7)"])
def test_what_a_helper_does_not_bring_is_done_here(end: str) -> None:
    done = script(
        "def work(n):\n"
        "    time.sleep(0.05)\n"
        f"    if os.getpid() != me: {end}\n"
        "    return n\n"
        "print(shared(work, 5, lambda n: None))"
    )
    assert (done.stdout, done.stderr) == ("[0, 1, 2, 3, 4]\n", "")


def test_an_error_is_raised_here_wherever_it_happened() -> None:
    done = script(
        "def work(n):\n"
        "    time.sleep(0.05)\n"
        "    if n == 3: raise SystemExit('the third')\n"
        "shared(work, 5, lambda n: None)"
    )
    assert (done.returncode, done.stderr) == (1, "the third\n")


def test_an_interrupt_leaves_no_process_and_no_word_of_it_behind() -> None:
    body = (
        f"{HEAD}\nimport sys\n"
        "try:\n"
        "    shared(lambda n: time.sleep(0.2), 99, lambda n: print(n, flush=True))\n"
        "except KeyboardInterrupt:\n"
        "    try:\n"
        "        os.waitpid(-1, 0)\n"
        "    except ChildProcessError:\n"
        "        sys.exit(42)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", body],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()  # it has begun
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to all of them
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (42, b"")


def test_beside_another_thread_nothing_is_shared() -> None:
    """A copy of a process has none of its threads, but all the locks that they hold."""
    done = script(
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "assert shared(lambda n: os.getpid(), 4, lambda n: None) == [me] * 4"
    )
    assert done.stderr == ""
