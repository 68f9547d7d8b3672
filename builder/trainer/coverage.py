"""Who speaks, what is missing, what has been reviewed, per lesson and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from builder.lesson.aid import AID_SOURCE
from builder.lesson.languages import Languages
from builder.lesson.signatures import Signatures
from builder.lesson.sittings import SITTINGS_SOURCE
from builder.lesson.utterance import Language, ReviewState
from builder.narration.clip import Narrated
from builder.page import addresses
from builder.trainer.weeks import weeks
from builder.trainer.words import TrainerPages

COLUMNS: Mapping[str, str] = {
    "total": "phrases",
    "recorded": "personne",
    "takes": "voix faite",
    "model": "modèle",
    "machine": "machine",
    "online": "en ligne",
    "stale": "à refaire",
    "missing": "sans voix",
    "reviewed": "relues",
}
ALWAYS_SHOWN = ("total", "recorded", "machine", "missing", "reviewed")
REVIEW_NAMES: Mapping[ReviewState, str] = {
    "machine-draft": "brouillon de machine, pas relu",
    "draft": "brouillon, pas relu",
    "reviewed": "relu",
}

_TASKS = (
    ("Sans voix en {language}", "missing", "Enregistre ces phrases : py run.py studio."),
    ("À enregistrer de nouveau en {language}", "stale", "Le texte a changé : py run.py studio."),
    (
        "À relire en {language}",
        "to_review",
        "py run.py studio, puis « Relire les textes » ; ou sur papier : py run.py review.",
    ),
    (
        "À dire par une personne en {language}",
        "to_record",
        "py run.py studio ; ce qu’il y a à dire : py run.py sheet.",
    ),
)


@dataclass(frozen=True)
class Counts:
    """Lines of one lesson, kind or "interface" in one language; `draft` is written by a person."""

    total: int = 0
    recorded: int = 0
    takes: int = 0
    model: int = 0
    machine: int = 0
    online: int = 0
    stale: int = 0
    missing: int = 0
    reviewed: int = 0
    draft: int = 0


def count(told: Iterable[Narrated]) -> Counts:
    narrated = list(told)
    origins = Counter(one.clip.origin for one in narrated if one.clip)
    states = Counter(one.utterance.review.state for one in narrated)
    return Counts(
        total=len(narrated),
        recorded=origins["recorded"],
        takes=origins["takes"],
        model=origins["model"],
        machine=origins["machine"],
        online=origins["online"],
        stale=sum(one.stale_recording is not None for one in narrated),
        missing=sum(one.clip is None for one in narrated),
        reviewed=states["reviewed"],
        draft=states["draft"],
    )


@dataclass(frozen=True)
class Row:
    """A line of the page: its name, and its counts in each language in which it is there."""

    name: str
    counts: Mapping[Language, Counts]


def coverage_page(
    pages: TrainerPages,
    languages: Languages,
    rows: Sequence[Row],
    problems: Sequence[str],
    signatures: Signatures,
) -> str:
    """`problems` are what to look at, in French; `signatures` say when texts were reviewed."""
    tables = [
        (
            one.french,
            *_table([(row.name, row.counts[one.tag]) for row in rows if one.tag in row.counts]),
        )
        for one in languages
    ]
    return pages.render(
        "coverage", addresses.COVERAGE,
        tables=tables, reviews=list(_reviews(languages, rows)), problems=problems,
        progress=[
            (one.french, [(row.name, row.counts[one.tag]) for row in rows if one.tag in row.counts])
            for one in languages
        ],
        to_do=list(_to_do(languages, rows)),
        weeks=weeks(signatures),
    )  # fmt: skip


def _to_do(languages: Languages, rows: Sequence[Row]) -> Iterable[tuple[str, int, str]]:
    """What is not finished, how much of it, and what to type: most pressing first."""
    summed = {
        one.french: _total([row.counts[one.tag] for row in rows if one.tag in row.counts])
        for one in languages
    }
    for what, key, how in _TASKS:
        for language, total in summed.items():
            if total[key]:
                yield what.format(language=language), total[key], how


def _total(counts: Sequence[Counts]) -> Mapping[str, int]:
    """Each count of several rows together, with what is to be reviewed and recorded."""
    total = {
        field.name: sum(getattr(one, field.name) for one in counts) for field in fields(Counts)
    }
    return {
        **total,
        "to_review": total["total"] - total["reviewed"],
        "to_record": total["total"] - total["recorded"],
    }


def _table(rows: Sequence[tuple[str, Counts]]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """A column that is nought everywhere is left out, but for those that matter at nought."""
    told = [(name, asdict(counts)) for name, counts in rows]
    columns = [
        key for key in COLUMNS if key in ALWAYS_SHOWN or any(counts[key] for _, counts in told)
    ]
    numbers = [(name, [counts[key] for key in columns]) for name, counts in told]
    return [COLUMNS[key] for key in columns], numbers


def _reviews(languages: Languages, rows: Sequence[Row]) -> Iterable[tuple[str, str, int]]:
    for language in languages:
        own = [row.counts[language.tag] for row in rows if language.tag in row.counts]
        total = _total(own)
        by_state: Mapping[ReviewState, int] = {
            "reviewed": total["reviewed"],
            "draft": total["draft"],
            "machine-draft": total["total"] - total["reviewed"] - total["draft"],
        }
        for state, number in by_state.items():
            if number:
                yield language.french, REVIEW_NAMES[state], number


def source_name(source: str) -> str:
    """In French, what a source that is no lesson is."""
    if source == "interface":
        return "Les commandes du lecteur"
    if source == AID_SOURCE:
        return "Qui aide (aide.yaml)"
    if source == SITTINGS_SOURCE:
        return "Avant, après, trois semaines après (avant-apres.yaml)"
    return "Le titre du cours" if source == "course" else f"Les phrases de l'activité « {source} »"
