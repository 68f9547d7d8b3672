"""Bamadaba (MDF) → the tone of each word form.

`python -m builder.narration.voices.bambara.dictionary FILE` writes the two tables that are
committed; a course may also name such a file for full coverage.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from builder.narration.voices.bambara.context import Example, learn
from builder.narration.voices.bambara.normal_form import normalize
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
_EXAMPLE_WEIGHT = 50
_FEWEST_EXAMPLES = 4
"""A reading that no entry has may be a slip, unless it comes this often."""
_HEADER = """\
# Facts derived from Bamadaba 0.5.4 (Bailleul, Davydov, Erman, Maslinsky, Méric, Vydrin),
# CC BY 4.0, by `python -m builder.narration.voices.bambara.dictionary FILE`.
"""
_FORMS_HEADER = """\
# Bambara word form → surface tone of each syllable (H high, L low, F falling, R rising), part of
# speech. Of several readings of one form, the one most frequent in the dictionary's examples.
"""
_RULES_HEADER = """\
# Word form, feature of its neighbours, surface tones: the first row that holds decides.
# `x_` after the word x, `_x` before it, `<k` after a word of kind k, `>k` before one, `^` and `$`
# the edges of a clause, `*` always.
"""


@dataclass
class Reading:
    """One written form of an entry, with tone marks, and the forms of its parts."""

    form: str
    parts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    part_of_speech: str = ""
    is_loan: bool = False


def read_dictionary(path: Path) -> tuple[list[Reading], list[str]]:
    """Every form of every entry, and the toned examples."""
    readings: list[Reading] = []
    examples: list[str] = []
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
            examples.append(unicodedata.normalize("NFC", value))
    return readings, examples


def _fields(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _FIELD.match(line)
        if match:
            yield match[1], unicodedata.normalize("NFD", match[2].strip())


def surface(reading: Reading) -> str:
    """Surface tone of each nucleus of a form, from its marks and its parts."""
    phones = read_letters(reading.form)
    marks = marks_of(reading.form)
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


@dataclass(frozen=True)
class Facts:
    """What a dictionary tells: tones and part of speech by form, and rules for ambiguous words."""

    tones: dict[str, str]
    kinds: dict[str, str]
    rules: dict[str, list[tuple[str, str]]]


def marks_of(form: str) -> str:
    """The tone marked on each nucleus, "." where none is."""
    return "".join(phone.tone or "." for phone in read_letters(form) if phone.is_nucleus)


def derive(path: Path) -> Facts:
    """The facts of a Bamadaba file; forms are in lower case without tone marks."""
    readings, lines = read_dictionary(path)
    seen = Counter(
        (without_marks(token.form.lower()), marks_of(token.form))
        for line in lines
        for token in normalize(line).tokens
    )
    tones: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        form = reading.form
        if re.search(r"[\s()/=*?.]", form) or unread(form):
            continue
        weight = 1 + _EXAMPLE_WEIGHT * seen[without_marks(form.lower()), marks_of(form)]
        kinds[key(form)][reading.part_of_speech.partition("/")[0]] += weight
        if has_marks(form) and (surface_tones := surface(reading)):
            tones[key(form)][surface_tones] += 1
    examples = [example for line in lines for example in _examples(line, tones)]
    exemplified = Counter((example.form, example.tones) for example in examples)
    for (form, example_tones), count in exemplified.items():
        if example_tones in tones[form] or count >= _FEWEST_EXAMPLES:
            tones[form][example_tones] += _EXAMPLE_WEIGHT * count
    best_kinds = {form: counts.most_common(1)[0][0] for form, counts in sorted(kinds.items())}
    best_tones = {
        form: counts.most_common(1)[0][0] for form, counts in sorted(tones.items()) if counts
    }
    kinds_known = {form: best_kinds.get(form, "") for form in best_tones}
    return Facts(best_tones, kinds_known, learn(examples, best_kinds))


def _examples(line: str, known: Mapping[str, Counter[str]]) -> Iterator[Example]:
    tokens = normalize(line).tokens
    forms = [key(token.form) for token in tokens]
    for number, token in enumerate(tokens):
        marks = marks_of(token.form)
        if not marks.strip(".") or marks[0] == ".":
            continue
        tones = _completed(marks, known.get(forms[number], Counter()))
        at_start = number == 0 or bool(tokens[number - 1].pause)
        at_end = number == len(tokens) - 1 or bool(token.pause)
        before = "" if at_start else forms[number - 1]
        after = "" if at_end else forms[number + 1]
        yield Example(forms[number], before, after, tones)


def _completed(marks: str, candidates: Counter[str]) -> str:
    """The dictionary's reading that these marks fit, else what the marks alone give."""
    for tones, _ in candidates.most_common():
        if len(tones) == len(marks) and all(
            mark in (".", tone) for mark, tone in zip(marks, tones, strict=True)
        ):
            return tones
    return spread(marks, default_last_part(len(marks)))


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """What a word is looked up by."""
    plain = without_marks(word).lower()
    return plain.replace("-", "").replace("'", "’").replace("ʼ", "’").replace("‘", "’")


def write_tables(facts: Facts, folder: Path) -> None:
    rows = (f"{form}\t{tones}\t{facts.kinds[form]}\n" for form, tones in facts.tones.items())
    (folder / "pronunciations.tsv").write_text(
        _HEADER + _FORMS_HEADER + "".join(rows), encoding="utf-8", newline="\n"
    )
    rows = (
        f"{form}\t{feature}\t{tones}\n"
        for form, rules in facts.rules.items()
        for feature, tones in rules
    )
    (folder / "neighbours.tsv").write_text(
        _HEADER + _RULES_HEADER + "".join(rows), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    write_tables(derive(Path(sys.argv[1])), Path(__file__).parent)
