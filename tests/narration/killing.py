"""Kills a narration at random moments and looks at what it left: `python -m` runs the victim."""

from __future__ import annotations

import hashlib
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.lesson.utterance import Utterance
from builder.narration.cache import ClipCache
from builder.narration.narrator import NarrationSettings, narrate

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Aftermath:
    """`wrong` counts clips that would have been played with other bytes than an undisturbed run
    gives, after any kill or at the end; `interrupted` the kills that came before the end."""

    kills: int
    interrupted: int
    wrong: int
    missing: int
    left_aside: int
    resumed: int


def kill_at_random(
    utterances: Sequence[Utterance],
    settings: NarrationSettings,
    folder: Path,
    *,
    kills: int,
    seed: int = 1,
) -> Aftermath:
    """Runs, kills with SIGKILL, and runs again in the same cache; starts afresh once finished."""
    reference = narrate(utterances, replace(settings, cache=folder / "reference"))
    expected = {
        one.clip.fingerprint: hashlib.sha256(one.clip.path.read_bytes()).hexdigest()
        for one in reference.clips.values()
        if one.clip
    }
    victim_settings = replace(settings, cache=folder / "victim")
    order = folder / "order.pickle"
    order.write_bytes(pickle.dumps((list(utterances), victim_settings)))
    started = time.monotonic()
    _run(order).wait()
    whole_s = time.monotonic() - started
    shutil.rmtree(victim_settings.cache)
    chance = random.Random(seed)
    interrupted = wrong = resumed = 0
    for _ in range(kills):
        kept = _playable(victim_settings.cache)
        if len(kept) == len(expected):
            shutil.rmtree(victim_settings.cache)
        resumed += 0 < len(kept) < len(expected)
        victim = _run(order)
        try:
            victim.wait(chance.uniform(0, whole_s))
        except subprocess.TimeoutExpired:
            victim.kill()
            victim.wait()
            interrupted += 1
        wrong += _count_wrong(victim_settings.cache, expected)
    final = narrate(utterances, victim_settings)
    wrong += _count_wrong(victim_settings.cache, expected)
    aside = list(victim_settings.cache.rglob("*.part"))
    return Aftermath(kills, interrupted, wrong, final.missing, len(aside), resumed)


def _run(order: Path) -> subprocess.Popen[bytes]:
    # What a killed run leaves to the system's tracker of semaphores is told on stderr: no news.
    command = [sys.executable, "-W", "ignore:resource_tracker", "-m", "tests.narration.killing"]
    return subprocess.Popen([*command, str(order)], cwd=ROOT)


def _playable(cache: Path) -> list[str]:
    folder = cache / "clips"
    names = [file.stem for file in folder.glob("*.mp3")] if folder.is_dir() else []
    known = ClipCache(cache, read_only=True)
    return [name for name in names if known.get(name)]


def _count_wrong(cache: Path, expected: dict[str, str]) -> int:
    known = ClipCache(cache, read_only=True)
    return sum(
        hashlib.sha256(known.path(name).read_bytes()).hexdigest() != expected.get(name)
        for name in _playable(cache)
    )


if __name__ == "__main__":
    narrate(*pickle.loads(Path(sys.argv[1]).read_bytes()))
