"""What a person is told of a voice made of takes: how good it is, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from builder.errors import Position, Problem
from builder.lesson.utterance import Language
from builder.narration.consent import CONSENT_FILE, LentVoice
from builder.narration.engines.unit_selection import gate
from builder.narration.voices.takes.school import Learning

_REASONS = {
    "unreadable": "illisibles",
    "clipped": "saturées",
    "noise": "couvertes par le bruit",
    "silent": "sans voix",
    "wrong-length": "trop courtes ou trop longues pour leur phrase",
    "wrong-text": "qui ne disent pas leur phrase",
    "text-unread": "dont la phrase ne se lit pas",
}
_NAMED = 3
_SHEET = "Pour savoir quoi lire : py run.py sheet --for-voice"


def problems_of(
    person: LentVoice, language: Language, learning: Learning, recordings: Path
) -> Iterator[Problem]:
    """Warnings only: another voice says what this one does not."""
    at = Position(recordings / CONSENT_FILE)
    for reason, count in Counter(learning.left_out.values()).most_common():
        files = [file for file, why in learning.left_out.items() if why == reason]
        more = ", …" if count > _NAMED else ""
        yield Problem(
            "own-voice-take-left-out",
            f"{count} prise(s) de {person.name} laissée(s) de côté, "
            f"{_REASONS.get(reason, reason)} : {', '.join(sorted(files)[:_NAMED])}{more}.",
            "Écoute-les ; enregistre-les de nouveau si elles sont mauvaises.",
            at,
            "warning",
        )
    if learning.unused:
        yield Problem(
            "own-voice-enough",
            f"La voix de {person.name} est faite d'une heure de prises ; "
            f"{learning.unused} autre(s) n'y ajouteraient rien.",
            "Rien à faire : elles sont toujours jouées telles quelles.",
            at,
            "warning",
        )
    if not learning.may_speak:
        yield Problem(
            "own-voice-silent",
            f"La voix faite des enregistrements de {person.name} ({language}) ne parle pas "
            f"encore : {why_silent(learning.report)}.",
            hint_for(learning.report),
            at,
            "warning",
        )


def why_silent(report: gate.Report) -> str:
    """In one French clause, what matters most."""
    failures = report.failures
    if "two-people" in failures:
        return "ses prises semblent de deux personnes"
    if "too-little" in failures:
        if not report.takes:
            return "aucune prise ne peut servir"
        return f"{report.takes} prise(s), {report.minutes:.1f} minute(s), c'est trop peu"
    if "refused" in failures:
        return f"{report.refused_share:.0%} de ses prises ne disent pas leur phrase"
    if "order" in failures:
        return f"le ton n'y est juste que {report.order:.0%} du temps"
    if "covered" in failures:
        return f"il lui manque encore {1 - report.covered:.0%} des suites de sons"
    return "elle est encore trop loin de la personne"


def hint_for(report: gate.Report) -> str:
    if "two-people" in report.failures:
        return "Donne à chacune son id dans audio/voix.yaml, et écris « voice » dans ses notes."
    if "refused" in report.failures:
        return "Écoute les prises nommées plus haut, et refais-les."
    return _SHEET


def how_good(report: gate.Report) -> str:
    """One French sentence: what there is, and what it is worth."""
    spoken = f"{report.minutes:.0f} minute(s), {report.takes} prise(s)"
    if report.failures:
        return f"{spoken} : elle ne parle pas encore, {why_silent(report)}."
    level = "bonne" if report.minutes >= gate.GOOD_MINUTES else "utilisable"
    return f"{spoken} : {level}."
