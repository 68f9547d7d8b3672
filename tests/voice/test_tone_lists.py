"""Tone of words and of running text, against lists that the voice has not learnt from.

They stand beside the repository, in `shared/bambara`; without them these tests are skipped.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from builder.narration.voices.bambara import PronunciationTable
from builder.narration.voices.bambara.dictionary import (
    derive,
    key,
    marks_of,
    read_dictionary,
    surface,
)
from builder.narration.voices.bambara.normal_form import normalize
from builder.narration.voices.bambara.reading import read_text, words_of
from builder.narration.voices.bambara.spelling import unread, without_marks
from builder.narration.voices.bambara.table import built_in
from builder.narration.voices.bambara.usage import decide

SHARED = Path(__file__).parents[3] / "shared" / "bambara"
BAMADABA = SHARED / "bamadaba.txt"
APART = 5
"""One example in so many is kept from what the voice learns."""


@pytest.fixture(scope="module")
def readings() -> Mapping[str, set[str]]:
    """Every surface tone that Bamadaba's entries give a form."""
    if not BAMADABA.is_file():
        pytest.skip("Bamadaba is not beside the repository")
    found: dict[str, set[str]] = defaultdict(set)
    for reading in read_dictionary(BAMADABA)[0]:
        if not re.search(r"[\s()/=*?.`]", reading.form) and not unread(reading.form):
            found[key(reading.form)].update(filter(None, [surface(reading)]))
    return {form: tones for form, tones in found.items() if tones}


def test_a_word_has_a_tone_that_its_entry_allows(readings: Mapping[str, set[str]]) -> None:
    right = 0
    for form, allowed in readings.items():
        said = "".join(p.tone for w in read_text(form) for p in w.phones if p.is_nucleus)
        right += said in allowed
    assert len(readings) > 15_000
    assert right / len(readings) >= 0.97


def test_examples_kept_apart_have_their_tones(
    readings: Mapping[str, set[str]], tmp_path: Path
) -> None:
    """A table is learnt from four fifths of the examples and heard on the last fifth."""
    kept: list[str] = []
    lines: list[str] = []
    for number, line in enumerate(BAMADABA.read_text(encoding="utf-8").splitlines()):
        is_apart = line.startswith("\\xv ") and number % APART == 0
        (kept if is_apart else lines).append(line.removeprefix("\\xv ") if is_apart else line)
    learnt_from = tmp_path / "bamadaba.txt"
    learnt_from.write_text("\n".join(lines), encoding="utf-8")
    facts = derive(learnt_from)
    decide(facts.tones, facts.rules)
    right, count = _right(kept, PronunciationTable(facts.tones, facts.kinds, facts.rules), readings)
    assert count > 3000
    assert right / count >= 0.92


def test_attested_sentences_have_their_tones(readings: Mapping[str, set[str]]) -> None:
    """From tone-marked lines of another corpus."""
    with (SHARED / "sentences.tsv").open(encoding="utf-8") as file:
        lines = [row["attested_pattern"] for row in csv.DictReader(file, delimiter="\t")]
    right, count = _right(lines, built_in(), readings)
    assert count > 30
    assert right / count >= 0.92


def _right(
    lines: Iterable[str], table: PronunciationTable, readings: Mapping[str, set[str]]
) -> tuple[int, int]:
    """Of the words that bear a mark, how many are said with it, and how many there are."""
    right = count = 0
    for line in lines:
        marked = unicodedata.normalize("NFC", line)
        tokens = normalize(marked, knows=table.lists).tokens
        plain = normalize(without_marks(marked), knows=table.lists)
        if len(plain.tokens) != len(tokens):
            continue
        for token, word in zip(tokens, words_of(plain, table), strict=True):
            marks = marks_of(token.form)
            said = "".join(phone.tone for phone in word.phones if phone.is_nucleus)
            if marks.strip("."):
                count += 1
                right += _bears_out(marks, said, readings.get(key(token.form), set()))
    return right, count


def _bears_out(marks: str, said: str, entry: set[str]) -> bool:
    """Examples mark *né* where the entry has only *nê*: the falling tone counts as their high."""
    if len(marks) == 1 and marks == "H" and said == "F" and said in entry:
        return True
    pairs = zip(marks, said, strict=False)
    return len(marks) == len(said) and all(mark in (".", tone) for mark, tone in pairs)
