"""Bamadaba (MDF) → the tone of each word form.

`python -m builder.narration.voices.bambara.dictionary FILE > pronunciations.tsv` writes the table
that is committed; a course may also name such a file for full coverage.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.narration.voices.bambara.spelling import (
    Phone,
    has_marks,
    nuclei,
    read_letters,
    unread,
    without_marks,
)
from builder.narration.voices.bambara.tone import default_last_part, spread

_FIELD = re.compile(r"\\(\w+) ?(.*)")
_PREVERBS = {"la", "na", "ra", "rɔ", "ma", "da"}
_HEADER = """\
# Bambara word form → surface tone of each syllable: H high, L low, F falling, R rising.
# Facts derived from Bamadaba 0.5.4 (Bailleul, Davydov, Erman, Maslinsky, Méric, Vydrin),
# CC BY 4.0, by `python -m builder.narration.voices.bambara.dictionary FILE`.
# Readings of one form: the one most frequent in the dictionary's own examples is here.
"""


@dataclass
class Reading:
    """One written form of an entry, with tone marks, and the forms of its parts."""

    form: str
    parts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    part_of_speech: str = ""
    is_loan: bool = False


def read_dictionary(path: Path) -> tuple[list[Reading], Counter[str]]:
    """Every form of every entry, and how often each toned form stands in the examples."""
    readings: list[Reading] = []
    examples: Counter[str] = Counter()
    entry: list[Reading] = []
    for name, value in _fields(path):
        if name == "lx":
            entry = [Reading(value)]
            readings.append(entry[0])
        elif name in ("ve", "va") and entry:
            entry.append(Reading(value))
            readings.append(entry[-1])
        elif name == "mm" and entry:
            form, _, rest = value.partition(":")
            entry[-1].parts.append(form)
            entry[-1].kinds.append(rest.partition(":")[0])
        elif name == "ps":
            for reading in entry:
                reading.part_of_speech = reading.part_of_speech or value
        elif name == "bw" and entry:
            for reading in entry:
                reading.is_loan = True
        elif name == "xv":
            examples.update(words(value))
    return readings, examples


def words(line: str) -> list[str]:
    """The toned words of an example, in lower case."""
    return re.findall(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f’'-])*", line.lower())


def _fields(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _FIELD.match(line)
        if match:
            yield match[1], unicodedata.normalize("NFD", match[2].strip())


def surface(reading: Reading) -> str:
    """Surface tone of each nucleus of a form, from its marks and its parts."""
    phones = read_letters(reading.form)
    marks = "".join(p.tone or "." for p in phones if p.is_nucleus)
    if not marks.strip("."):
        return ""
    return spread(marks, _last_part(reading, phones))


def _last_part(reading: Reading, phones: tuple[Phone, ...]) -> int:
    count = nuclei(phones)
    parts = [nuclei(read_letters(part)) for part in reading.parts]
    if len(parts) > 1 and sum(parts) == count and parts[-1]:
        return parts[-1]
    if reading.is_loan and count == 3:
        return 2
    return default_last_part(count)


def derive(path: Path) -> dict[str, str]:
    """Word form (lower case, no marks) → surface tones, one reading a form."""
    readings, examples = read_dictionary(path)
    candidates: dict[str, Counter[str]] = defaultdict(Counter)
    for order, reading in enumerate(readings):
        form = reading.form
        if not has_marks(form) or re.search(r"[\s()/=*?]", form) or unread(form):
            continue
        tones = surface(reading)
        if tones:
            weight = 1 + 50 * examples[form.lower()]
            candidates[key(form)][tones] += weight
            del order
    return {form: counts.most_common(1)[0][0] for form, counts in sorted(candidates.items())}


def key(word: str) -> str:
    """What a word is looked up by."""
    plain = without_marks(word).lower()
    return plain.replace("-", "").replace("'", "’").replace("ʼ", "’").replace("‘", "’")


def write_table(table: dict[str, str]) -> Iterable[str]:
    yield _HEADER
    for form, tones in table.items():
        yield f"{form}\t{tones}\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.writelines(write_table(derive(Path(sys.argv[1]))))
