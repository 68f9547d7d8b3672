"""What the author is told after a narration: each thing once, in French, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.errors import Position, Problem
from builder.lesson.utterance import Utterance
from builder.narration.takes import Take, read_note
from builder.narration.voices import Voice
from builder.narration.work import NotMade

_RE_RECORD = "Enregistre-la de nouveau ; en attendant, la voix suivante parle."
_REFUSALS = {
    "silent": (
        "ne contient que du silence",
        "Vérifie le micro, puis enregistre de nouveau.",
    ),
    "too-quiet": (
        "est trop faible pour être utilisé",
        "Parle plus près du micro et recommence.",
    ),
    "too-short": ("est trop court pour cette phrase", _RE_RECORD),
    "endless": ("dure plus de dix minutes", "Garde une seule phrase par fichier."),
    "not-audio": (
        "n'est pas un son lisible",
        "Enregistre-le en WAV, MP3, OGG ou FLAC ; en attendant, la voix suivante parle.",
    ),
    "not-readable": (
        "ne peut pas être lu",
        "Vérifie que c'est bien un fichier, et que tu as le droit de le lire.",
    ),
}
_USED_ALL_THE_SAME = {
    "clipped": (
        "est saturé",
        "Éloigne-toi du micro et recommence ; il est utilisé tel quel.",
    ),
    "cut-off": (
        "est incomplet : la fin du fichier manque",
        "Copie-le encore une fois depuis le téléphone ; il est utilisé tel quel.",
    ),
    "too-long": (
        "est bien plus long que sa phrase",
        "Écoute-le : dit-il autre chose ? Il est utilisé tel quel.",
    ),
}

_NOT_WELL_SAID = {
    "lacking": "la personne n'a jamais dit un de leurs sons",
    "doubtful": "faites de ses enregistrements, elles seraient mal dites",
}
_NAMED = 5


@dataclass
class Remarks:
    """Collects problems; the same one twice is told once, a voice at fault once with a count."""

    _found: dict[tuple[str, object], Problem] = field(default_factory=dict)
    _not_made: dict[tuple[str, str, str], list[Utterance]] = field(default_factory=dict)
    _to_record: dict[str, list[Utterance]] = field(default_factory=dict)

    def problems(self) -> tuple[Problem, ...]:
        """Files first, then lines without a voice, then voices at fault."""
        return (*self._found.values(), *self._voices_at_fault(), *self._lines_to_record())

    def stale(self, take: Take, utterance: Utterance) -> None:
        note = read_note(take)
        old = f" Il dit « {note.text} »." if note else ""
        self._add(
            "recording-stale",
            take.file,
            f"Le texte de {_name(utterance)} a changé depuis cet enregistrement.{old}",
            f"Enregistre « {utterance.spoken} » ; en attendant, la voix suivante parle.",
        )

    def refused(self, file: Path, slug: str, utterance: Utterance) -> None:
        what, hint = _REFUSALS[slug]
        self._add(
            f"recording-{slug}",
            file,
            f"L'enregistrement de {_name(utterance)} {what}.",
            hint,
        )

    def used_all_the_same(self, file: Path, slug: str, utterance: Utterance) -> None:
        what, hint = _USED_ALL_THE_SAME[slug]
        self._add(
            f"recording-{slug}",
            file,
            f"L'enregistrement de {_name(utterance)} {what}.",
            hint,
        )

    def second_take(self, used: Path, other: Path) -> None:
        self._add(
            "recording-twice",
            other,
            f"Deux enregistrements pour la même phrase : {used.name} est utilisé.",
            f"Efface celui qui ne sert pas, {other.name} ou {used.name}.",
        )

    def orphan(self, file: Path) -> None:
        self._add(
            "recording-orphan",
            file,
            "Aucune leçon ne demande cet enregistrement.",
            "Vérifie son nom avec : py run.py status ; ou efface-le.",
        )

    def stray(self, file: Path) -> None:
        self._add(
            "recording-stray",
            file,
            "Ce fichier n'est pas à la place d'un enregistrement : il n'est pas utilisé.",
            "Range-le ainsi : audio/<langue>/<leçon>/<phrase>.wav (ou .mp3, .ogg, .flac).",
        )

    def note_unreadable(self, note: Path) -> None:
        self._add(
            "recording-note",
            note,
            "Ce fichier ne dit plus quel texte a été enregistré ; l'enregistrement attend.",
            "Efface ce fichier si l'enregistrement dit bien le texte d'aujourd'hui.",
        )

    def note_unwritable(self, file: Path, error: Exception) -> None:
        self._add(
            "recording-note",
            file,
            f"{error} Un changement de texte ne sera pas vu.",
            "Rends le dossier audio modifiable, puis relance.",
        )

    def not_spoken(self, utterance: Utterance, failures: Sequence[NotMade]) -> None:
        why = "".join(f" {failure.reason.rstrip('.')}." for failure in failures)
        self._found["not-spoken", (utterance.source, utterance.id, utterance.language)] = Problem(
            "not-spoken",
            f"Aucune voix ne peut dire {_name(utterance)} ({utterance.language}).{why}",
            "Corrige le texte, ou enregistre-le : "
            f"audio/{utterance.language}/{utterance.source}/{utterance.id}.wav",
            utterance.position,
        )

    def absent(self, name: str, reason: str) -> None:
        self._found["voice-unavailable", name] = Problem(
            "voice-unavailable",
            f"La voix « {name} » ne peut pas parler : {reason.rstrip('.')}.",
            "La voix suivante parle.",
            severity="warning",
        )

    def not_made(self, result: NotMade, voice: Voice, utterance: Utterance) -> None:
        self._not_made.setdefault((result.kind, voice.name, result.reason), []).append(utterance)

    def to_record(self, slug: str, utterance: Utterance) -> None:
        """A line that a voice made of takes would not say well."""
        self._to_record.setdefault(slug, []).append(utterance)

    def _lines_to_record(self) -> Iterable[Problem]:
        for slug, lines in self._to_record.items():
            what = _NOT_WELL_SAID[slug]
            names = ", ".join(dict.fromkeys(_name(line) for line in lines[:_NAMED]))
            more = f" et {len(lines) - _NAMED} autre(s)" if len(lines) > _NAMED else ""
            yield Problem(
                f"own-voice-{slug}",
                f"{len(lines)} phrase(s) à enregistrer, la voix suivante les dit : {what} "
                f"({names}{more}).",
                "Pour les voir : py run.py sheet --for-voice",
                severity="warning",
            )

    def _voices_at_fault(self) -> Iterable[Problem]:
        for (kind, name, reason), utterances in self._not_made.items():
            first = min(utterances, key=lambda one: (one.source, one.id, one.language))
            many = f" et {len(utterances) - 1} autre(s)" if len(utterances) > 1 else ""
            what = (
                f"L'enregistrement de {_name(first)}{many} attend"
                if name == "recording"
                else f"La voix « {name} » n'a pas pu dire {_name(first)}{many}"
            )
            yield Problem(
                f"voice-{kind}",
                f"{what} : {reason.rstrip('.')}.",
                "La voix suivante parle."
                if kind == "unavailable"
                else f"Pour voir : py run.py say -l {first.language} {_quoted(first.spoken)}",
                first.position,
                "warning",
            )

    def _add(self, slug: str, file: Path, message: str, hint: str) -> None:
        self._found[slug, file] = Problem(slug, message, hint, Position(file), "warning")


def _name(utterance: Utterance) -> str:
    return f"{utterance.source}/{utterance.id}"


def _quoted(text: str) -> str:
    """As one argument for the command lines of Windows and of the others."""
    return '"' + text.replace('"', "'") + '"'
