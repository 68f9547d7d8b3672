"""What the page asks for: the parts to record, their lines, a clip to hear, a take to keep.

Every answer is of the files as they are now: lessons may change while the studio is open. What
was read of them is kept until they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from builder.errors import VoiceUnavailable
from builder.lesson.signatures import signature_files
from builder.lesson.utterance import Utterance
from builder.local import Declined
from builder.local.answers import as_json
from builder.narration.cache import ClipCache
from builder.narration.chain import Chain, NarrationSettings, origin_of
from builder.narration.clip import ClipOrigin
from builder.narration.fingerprint import normal_form
from builder.narration.mastering import finish
from builder.narration.narrator import narrate
from builder.project import Project
from builder.recording.incoming import to_wav
from builder.recording.keeping import TakeRefused, TakeUnwritable, keep_take
from builder.recording.script import ROLE_WORDS, Line, Script, read_script
from builder.recording.states import LineState, state_of_line
from builder.studio.kept import Kept, State, state_of_files, state_of_folders

_LINE_UNKNOWN = "Cette phrase n'est plus dans les leçons. Reviens à l'accueil du studio."
_WORDS_CHANGED = (
    "Le texte a changé pendant que tu enregistrais : rien n'est gardé. "
    "Lis le nouveau texte, puis recommence."
)


@dataclass(frozen=True)
class Clip:
    """MP3, and who speaks in it."""

    mp3: bytes
    origin: ClipOrigin


@dataclass(frozen=True)
class Desk:
    """One narrator's table. Its answers are JSON unless they are bytes."""

    project: Project
    writes_clips: bool = True
    """Over the Wi-Fi a clip that is not there yet is made for one ear, and written nowhere."""
    one_at_a_time: Lock = field(default_factory=Lock, repr=False)
    """Clips, takes and opinions are written by one request at a time."""
    _script: Kept[Script] = field(default_factory=Kept, repr=False)
    _settings: Kept[NarrationSettings] = field(default_factory=Kept, repr=False)
    _clips: Kept[ClipCache] = field(default_factory=Kept, repr=False)
    _home: Kept[dict[str, Any]] = field(default_factory=Kept, repr=False)

    def script(self) -> Script:
        """Everything that is said, as the files say it now. Raises ProblemsFound."""
        return self._script.get(self.sources(), lambda: read_script(self.project))

    def sources(self) -> State:
        """Of what authors write: another when a text may be another. Opinions are no text."""
        lessons = self.project.lessons
        signed = {str(path) for path in signature_files(lessons)}
        files = state_of_files(lessons, self.project.overrides / "strings.yaml")
        return tuple(one for one in files if isinstance(one, tuple) and one[0] not in signed)

    def _made(self) -> State:
        return state_of_files(self.project.cache / "journal.jsonl")

    def _chain(self, script: Script) -> Chain:
        """Who may say each line, with the takes that are there now."""
        settings = self._settings.get(self.sources(), lambda: self.project.settings(script.course))
        clips = self._clips.get(self._made(), lambda: ClipCache(settings.cache, read_only=True))
        return Chain(settings, clips)

    def home(self) -> dict[str, Any]:
        """Each part in each language, with the figures of `run.py status`."""
        script = self.script()
        state = (self.sources(), self._made(), state_of_folders(self.project.recordings))
        return self._home.get(state, lambda: self._figures(script))

    def _figures(self, script: Script) -> dict[str, Any]:
        rows = self.project.status(script.course).rows
        parts = [
            {
                "source": source,
                "name": name,
                "lesson": script.is_lesson(source),
                "rows": [
                    {
                        "language": row.language,
                        "spoken": script.course.languages[row.language].french,
                        "total": row.total,
                        "recorded": row.recorded,
                        "stale": row.stale,
                    }
                    for row in rows
                    if row.source == source and row.total
                ],
            }
            for source, name in script.parts.items()
        ]
        return {"parts": parts, "unplayed": self._unplayed(script)}

    def part(self, language: str, source: str) -> dict[str, Any]:
        """The lines of one part in one language, in order. Raises Declined."""
        script = self.script()
        lines = [
            line
            for line in script.lines.values()
            if (line.utterance.language, line.utterance.source) == (language, source)
        ]
        if not lines:
            raise Declined(404, _LINE_UNKNOWN)
        return {"name": script.parts[source], "lines": list(self._told(script, lines))}

    def clip(self, language: str, source: str, id: str) -> Clip:
        """What learners hear of this line today; made now when it is not there yet.

        Raises Declined when no voice can say it.
        """
        script = self.script()
        utterance = _line(script, language, source, id).utterance
        if not self.writes_clips:
            return self._heard(script, utterance)
        settings = self.project.settings(script.course)
        with self.one_at_a_time, ThreadPoolExecutor(1) as here:
            (told,) = narrate([utterance], settings, executor=here).clips.values()
            if told.clip is None:
                raise Declined(404, "Aucune voix ne dit encore cette phrase : enregistre-la.")
            return Clip(told.clip.path.read_bytes(), told.clip.origin)

    def _heard(self, script: Script, utterance: Utterance) -> Clip:
        """Made of the first voice that can, without a file. Raises Declined."""
        chain = self._chain(script)
        take, found = chain.take(utterance)
        usable = take if found in ("fresh", "new") else None
        for candidate in chain.candidates(utterance, usable):
            entry = chain.cache.get(candidate.fingerprint)
            origin = origin_of(candidate.voice)
            if entry and not entry.refusal:
                return Clip(chain.cache.path(candidate.fingerprint).read_bytes(), origin)
            with suppress(VoiceUnavailable, ValueError, OSError):
                said = candidate.voice.speak(normal_form(utterance.spoken), utterance.language)
                return Clip(finish(said, chain.settings.mastering).mp3, origin)
        raise Declined(404, "Aucune voix ne dit encore cette phrase : enregistre-la.")

    def picture(self, name: str) -> Path:
        """The drawing of that name. Raises Declined."""
        file = self.script().pictures.get(name)
        if file is None:
            raise Declined(404, "Ce dessin n'est plus dans les leçons.")
        return file

    def keep(
        self, language: str, source: str, id: str, words: str, sound: bytes, name: str = ""
    ) -> dict[str, Any]:
        """Keeps a take of what `words` stands for (see Line). Raises Declined."""
        script = self.script()
        line = _line(script, language, source, id)
        if line.words != words:
            raise Declined(409, _WORDS_CHANGED)
        try:
            wav = to_wav(sound, name, line.utterance)
            with self.one_at_a_time:
                remarks = keep_take(self.project.recordings, line.utterance, wav)
        except TakeUnwritable as error:
            raise Declined(507, str(error)) from error
        except TakeRefused as refused:
            raise Declined(422, f"{refused} Rien n'a été remplacé.") from refused
        told = _shown(line, "recorded")
        return {"line": told, "remarks": [as_json(remark) for remark in remarks]}

    def _told(self, script: Script, lines: Iterable[Line]) -> Iterable[dict[str, Any]]:
        chain = self._chain(script)
        return [_shown(line, state_of_line(line, chain)) for line in lines]

    def _unplayed(self, script: Script) -> list[str]:
        """French names of languages in which another voice speaks before the recordings."""
        return [one.french for one in script.course.languages if one.voices[0] != "recording"]


def _line(script: Script, language: str, source: str, id: str) -> Line:
    key: Any = (language, source, id)
    line = script.lines.get(key)
    if line is None:
        raise Declined(404, _LINE_UNKNOWN)
    return line


def _shown(line: Line, state: LineState) -> dict[str, Any]:
    said, drawn = line.utterance, line.illustration
    return {
        "id": said.id,
        "role": ROLE_WORDS[said.role],
        "place": line.place,
        "say": said.spoken,
        "shown": said.text if said.text != said.spoken else "",
        "helping": line.helping.text if line.helping else "",
        "helpingLanguage": line.helping.language if line.helping else "",
        "picture": {"name": drawn.name, "alt": drawn.alt} if drawn else None,
        "state": state,
        "words": line.words,
    }
