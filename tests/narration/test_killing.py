"""A run that is killed leaves no broken clip, and the next one goes on from there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from builder.narration.narrator import NarrationSettings, WorkersLost, narrate
from builder.narration.workers import workers
from tests.narration.killing import ROOT, kill_at_random
from tests.narration.tone_voice import CrashingVoice, ToneVoice, line

LINES = [line(f"l-{n}", f"kalan kan {n}") for n in range(60)]


def test_killed_runs_leave_no_broken_or_wrong_clip(tmp_path: Path) -> None:
    settings = NarrationSettings(tmp_path / "cache", {"bm": [ToneVoice(pause_s=0.01)]})
    aftermath = kill_at_random(LINES, settings, tmp_path, kills=6, seed=4)
    assert aftermath.interrupted >= 3
    assert (aftermath.wrong, aftermath.missing) == (0, 0)


def test_a_text_that_takes_its_process_down_costs_only_itself(tmp_path: Path) -> None:
    settings = NarrationSettings(tmp_path, {"bm": [CrashingVoice()]})
    with workers("2") as executor:
        narration = narrate(LINES[:30], settings, executor=executor)
    assert (narration.count("machine"), narration.missing) == (29, 1)
    assert [problem.slug for problem in narration.problems] == ["not-spoken"]
    assert "s'est arrêté d'un coup" in narration.problems[0].message


def test_workers_that_all_crash_end_the_run_with_one_clear_message(tmp_path: Path) -> None:
    lines = [line(f"l-{n}", f"13 kan {n}") for n in range(30)]
    settings = NarrationSettings(tmp_path, {"bm": [CrashingVoice()]})
    with pytest.raises(WorkersLost, match="--workers 1"):
        narrate(lines, settings)


def test_worker_processes_leave_with_a_killed_run(tmp_path: Path) -> None:
    mark = f"orphan-{os.getpid()}-{tmp_path.name}"
    code = (
        "import time\n"
        "from builder.narration.workers import local_workers\n"
        "if __name__ == '__main__':\n"
        "    with local_workers(2) as pool:\n"
        "        futures = [pool.submit(os.getpid) for _ in range(4)]\n"
        "        print(*{future.result() for future in futures}, flush=True)\n"
        "        time.sleep(60)\n"
    )
    script = tmp_path / f"{mark}.py"
    script.write_text(f"import os\n{code}", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment)
    assert parent.stdout
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    parent.stdout.close()
    parent.kill()
    parent.wait()
    assert workers
    deadline = time.monotonic() + 20
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if is_alive(pid)]


def is_alive(pid: int) -> bool:
    """A zombie, which waits for nothing but its parent, does not count."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
