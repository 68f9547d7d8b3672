"""What was learnt of a narrator, on disk: `<language>-<id>/` in the narration's cache.

`measures/<key>.npz` is one take measured, kept as long as its take, its words and their reading
are the same. `<digest>/` is a learnt voice: `voice.npz` and `report.json`; it appears whole or
not at all, and an older one goes when it is there.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from builder.disk import disk_trouble, make_folder, whole_folder, write_whole
from builder.errors import BuilderError
from builder.narration.engines.unit_selection.alignment import Alignment
from builder.narration.engines.unit_selection.analysis import TakeMeasures
from builder.narration.engines.unit_selection.context import Context
from builder.narration.engines.unit_selection.learning import Learnt
from builder.narration.engines.unit_selection.prosody import Prosody
from builder.narration.engines.unit_selection.search import Inventory
from builder.narration.engines.unit_selection.speaker import Settings, Speaker, Take
from builder.narration.engines.unit_selection.units import Analysis, Units

Arrays = Mapping[str, Any]

_VOICE, _REPORT = "voice.npz", "report.json"
_DIGITS = 16


class StoreUnwritable(BuilderError):
    """What was learnt cannot be kept: the disk is full or protected."""


@dataclass(frozen=True)
class Store:
    """The folder of one narrator in one language."""

    folder: Path

    def measures(self, key: str) -> TakeMeasures | str | None:
        """What is known of a take: its measures, why it is unfit, or None for nothing."""
        arrays = _read(self._measures_file(key))
        if arrays is None:
            return None
        try:
            if "unfit" in arrays:
                return str(arrays["unfit"])
            return TakeMeasures(
                arrays["samples"],
                Analysis(
                    arrays["cepstra"].astype(np.float32),
                    arrays["hz"],
                    arrays["level_db"].astype(np.float32),
                    arrays["beats"],
                ),
                Alignment(arrays["starts"], arrays["ends"]),
            )
        except KeyError:
            return None

    def has_measures(self, key: str) -> bool:
        """Whether something is known of a take; it may still be found damaged."""
        return self._measures_file(key).is_file()

    def keep_measures(self, key: str, measured: TakeMeasures | str) -> None:
        """Raises StoreUnwritable."""
        if isinstance(measured, str):
            self._write(self._measures_file(key), {"unfit": np.array(measured)})
            return
        analysis, alignment = measured.analysis, measured.alignment
        self._write(
            self._measures_file(key),
            {
                "samples": measured.samples,
                "cepstra": analysis.cepstra.astype(np.float16),
                "hz": analysis.hz,
                "level_db": analysis.level_db.astype(np.float16),
                "beats": analysis.beats,
                "starts": alignment.starts,
                "ends": alignment.ends,
            },
        )

    def forget_measures(self, but: Iterable[str]) -> None:
        """Takes that are gone, or whose words are read otherwise now."""
        kept = {self._measures_file(key).name for key in but}
        for file in (self.folder / "measures").glob("*"):
            if file.name not in kept:
                file.unlink(missing_ok=True)

    def voice(self, digest: str) -> Path:
        """The folder of a learnt voice, there or not."""
        return self.folder / digest[:_DIGITS]

    def keep_voice(self, digest: str, arrays: Arrays, report: Mapping[str, object]) -> None:
        """Raises StoreUnwritable. An older voice goes only now."""
        target = self.voice(digest)
        try:
            shutil.rmtree(target, ignore_errors=True)
            make_folder(self.folder)
            with whole_folder(target) as aside:
                if arrays:
                    (aside / _VOICE).write_bytes(_packed(arrays))
                text = json.dumps(report, ensure_ascii=False, indent=1)
                (aside / _REPORT).write_text(text, "utf-8")
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        for other in self.folder.iterdir():
            if other.is_dir() and other.name not in (target.name, "measures"):
                shutil.rmtree(other, ignore_errors=True)

    def report(self, digest: str) -> dict[str, Any] | None:
        """What was found when this voice was learnt; None when it was not."""
        try:
            read = json.loads((self.voice(digest) / _REPORT).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return read if isinstance(read, dict) else None

    def _measures_file(self, key: str) -> Path:
        return self.folder / "measures" / f"{key[:_DIGITS]}.npz"

    def _write(self, path: Path, arrays: Arrays) -> None:
        try:
            make_folder(path.parent)
            write_whole(path, _packed(arrays))
        except OSError as error:
            raise _unwritable(self.folder, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreUnwritable:
    return StoreUnwritable(
        f"Impossible d'écrire dans {folder} : {disk_trouble(error)}, puis relance."
    )


def _packed(arrays: Arrays) -> bytes:
    target = io.BytesIO()
    plain: dict[str, Any] = {name: np.asarray(values) for name, values in arrays.items()}
    np.savez(target, **plain)
    return target.getvalue()


def _read(path: Path) -> dict[str, Any] | None:
    """None for a file that is not there or was damaged."""
    try:
        with np.load(path, allow_pickle=False) as opened:
            return {name: opened[name] for name in opened.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def digest_of(*parts: object) -> str:
    """Of what decides a thing that is kept."""
    whole = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def voice_arrays(learnt: Learnt, takes: Mapping[int, Take], classes: Iterable[int]) -> Arrays:
    """A learnt voice as arrays; takes stand one behind the other."""
    numbers = sorted({int(number) for number in learnt.units.take})
    used = [takes[number] for number in numbers]
    return {
        **{f"unit_{f.name}": getattr(learnt.units, f.name) for f in fields(Units)},
        **{f"context_{f.name}": getattr(learnt.context, f.name) for f in fields(Context)},
        "symbols": np.array(learnt.symbols),
        "classes": np.array(list(classes), np.int16),
        "duration_rule": learnt.prosody.duration,
        "pitch_rule": learnt.prosody.pitch,
        "take_numbers": np.array(numbers, np.int32),
        "sample_counts": np.array([len(take.samples) for take in used], np.int64),
        "frame_counts": np.array([len(take.hz) for take in used], np.int64),
        "beat_counts": np.array([len(take.beats) for take in used], np.int64),
        "samples": np.concatenate([take.samples for take in used]),
        "hz": np.concatenate([take.hz for take in used]),
        "beats": np.concatenate([take.beats for take in used]),
    }


def load_speaker(folder: Path, settings: Settings) -> Speaker | None:
    """The voice kept in `folder`; None when it is not there or damaged."""
    arrays = _read(folder / _VOICE)
    if arrays is None:
        return None
    try:
        units = Units(**{f.name: arrays[f"unit_{f.name}"] for f in fields(Units)})
        context = Context(**{f.name: arrays[f"context_{f.name}"] for f in fields(Context)})
        symbols = [str(symbol) for symbol in arrays["symbols"]]
        parts = {
            name: np.split(arrays[name], np.cumsum(arrays[counts])[:-1])
            for name, counts in (
                ("samples", "sample_counts"),
                ("hz", "frame_counts"),
                ("beats", "beat_counts"),
            )
        }
        takes = {
            int(number): Take(samples, hz, beats)
            for number, samples, hz, beats in zip(
                arrays["take_numbers"], parts["samples"], parts["hz"], parts["beats"], strict=True
            )
        }
        prosody = Prosody(arrays["duration_rule"], arrays["pitch_rule"], len(symbols))
    except (KeyError, ValueError):
        return None
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    return Speaker(numbers, Inventory(units, context, arrays["classes"]), prosody, takes, settings)
