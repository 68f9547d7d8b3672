"""A voice is lent and taken back: one entry of `voix.yaml`, and all that was made of her takes."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError
from builder.narration.consent import CONSENT_FILE, ConsentFile, LentVoice, read_consents
from builder.narration.takes import Take, find_takes, read_note

REPLACED_FOLDER = ".remplacees"


@dataclass(frozen=True)
class Wanted:
    """What a person is asked. `until` is a day, None for no end."""

    name: str
    languages: tuple[str, ...]
    until: str | None = None
    own_voice: bool = False


def question(wanted: Wanted) -> str:
    """What is read to her before she says yes, in French."""
    until = f" jusqu'au {wanted.until}" if wanted.until else ""
    languages = ", ".join(wanted.languages)
    heard = f"{wanted.name} permet{until} que ses enregistrements ({languages}) soient entendus"
    lines = [f"{heard} dans ce cours, publiés sous CC BY-SA 4.0 avec son nom."]
    if wanted.own_voice:
        lines.append(
            "Elle permet aussi qu'une voix faite de ses enregistrements dise les phrases de ce "
            "cours qu'elle n'a pas lues. Les élèves en sont avertis. Aucune commande ne fait dire "
            "à cette voix autre chose que les textes du cours."
        )
    lines.append(
        "Elle peut reprendre son accord à tout moment : ses prises et tout ce qui en est fait "
        "sont alors effacés d'ici ; les copies déjà données ne peuvent pas être reprises."
    )
    return "\n".join(lines)


def give(recordings: Path, wanted: Wanted) -> Path:
    """Writes or renews her entry; the rest of the file stays as it was written.

    Raises BuilderError and ProblemsFound.
    """
    consents = read_consents(recordings)
    known = consents.find(wanted.name)
    entry: dict[str, Any] = {
        "name": known.name if known else wanted.name,
        "languages": list(wanted.languages),
        "uses": ["recordings", *(["own-voice"] if wanted.own_voice else [])],
        "asked": date.today().isoformat(),
    }
    if wanted.until:
        entry["until"] = wanted.until
    id = known.id if known else _slug(wanted.name)
    if known is None and consents.find(id):
        raise BuilderError(f"L'id « {id} » est déjà pris dans audio/{CONSENT_FILE}.")
    _check(id, entry)
    try:
        _edit(recordings, id, entry)
    except OSError as error:
        raise BuilderError(
            f"« {error.filename} » : {disk_trouble(error)}, puis relance."
        ) from error
    return recordings / CONSENT_FILE


def _check(id: str, entry: dict[str, Any]) -> None:
    """Raises BuilderError for what the file would refuse."""
    until = entry.get("until")
    try:
        LentVoice.model_validate({"id": id, **entry})
        date.fromisoformat(until or entry["asked"])
    except ValueError as error:
        raise BuilderError(
            f"« {until or entry['name']} » ne va pas : écris un nom de moins de 80 lettres, "
            "et un jour comme 2028-11-24."
        ) from error


@dataclass(frozen=True)
class Withdrawal:
    """`takes` are her files: sounds, notes, and those set aside when they were replaced."""

    recordings: Path
    cache: Path
    person: LentVoice
    takes: tuple[Path, ...]

    def carry_out(self) -> None:
        """Consent first, so that a build under way stops using her voice; her entry goes last,
        so that the command, cut off and given again, goes on.

        Every clip goes, since none says of which takes it was made: the next build makes those
        of the other voices again. Raises BuilderError.
        """
        try:
            _edit(self.recordings, self.person.id, {"uses": []})
            for folder in (self.cache / "voices").glob(f"*-{self.person.id}"):
                shutil.rmtree(folder)
            for file in self.takes:
                file.unlink(missing_ok=True)
            (self.cache / "journal.jsonl").unlink(missing_ok=True)
            if (self.cache / "clips").is_dir():
                shutil.rmtree(self.cache / "clips")
            _edit(self.recordings, self.person.id, None)
        except OSError as error:
            where = error.filename or self.recordings
            raise BuilderError(f"« {where} » : {disk_trouble(error)}, puis relance.") from error


def withdrawal(recordings: Path, cache: Path, name: str) -> Withdrawal:
    """What would go with this person's voice. Raises BuilderError when nobody has this name."""
    consents = read_consents(recordings)
    person = consents.find(name)
    if person is None:
        known = ", ".join(one.name for one in consents.voices) or "personne"
        raise BuilderError(f"« {name} » n'est pas dans audio/{CONSENT_FILE}. Il y a : {known}.")
    return Withdrawal(recordings, cache, person, tuple(_takes_of(recordings, consents, person)))


def belongs_to(person: LentVoice, voice: str, language: str, consents: ConsentFile) -> bool:
    """Whether a take is hers: its note names her or, where nobody else lends a voice in this
    language, nobody. `voice` is what the note says."""
    alone = [one.id for one in consents.voices if language in one.languages] == [person.id]
    return voice == person.id or (not voice and alone)


def _takes_of(recordings: Path, consents: ConsentFile, person: LentVoice) -> Iterator[Path]:
    """Her sounds and notes, those that were replaced too."""
    for folder in (recordings, recordings / REPLACED_FOLDER):
        for key, take in find_takes(folder).items():
            if belongs_to(person, _voice_of(take), key[0], consents):
                yield from (take.file, *take.others)
                if take.note.exists():
                    yield take.note


def _voice_of(take: Take) -> str:
    try:
        note = read_note(take)
    except ValueError:
        return ""
    return note.voice if note else ""


def _edit(recordings: Path, id: str, entry: dict[str, Any] | None) -> None:
    """Changes or adds one entry of `voix.yaml`, or takes it out when None. Raises OSError."""
    path = recordings / CONSENT_FILE
    yaml = YAML()
    yaml.default_flow_style = None
    content = yaml.load(path.read_text("utf-8")) if path.is_file() else None
    if not content:
        content = {"format": 1, "voices": []}
    voices = content.setdefault("voices", [])
    place = next((n for n, one in enumerate(voices) if one.get("id") == id), None)
    if entry is None:
        if place is not None:
            del voices[place]
    elif place is None:
        voices.append({"id": id, **entry})
    else:
        voices[place].update(entry)
    written = io.StringIO()
    yaml.dump(content, written)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written.getvalue().encode())


def _slug(name: str) -> str:
    """Small letters and hyphens; `voix` for a name in another script."""
    plain = unicodedata.normalize("NFD", name.lower()).replace("ɛ", "e").replace("ɔ", "o")
    slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    return slug.strip("-")[:60].strip("-") or "voix"
