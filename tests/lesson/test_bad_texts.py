"""Keys and texts that are missing, double, unknown or of the wrong sort."""

from __future__ import annotations

import pytest

from tests.lesson.faults import Fault, assert_reads_well, problems_of, told

FAULTS = [
    Fault(
        "a key written twice", "minutes: 20\n", "minutes: 20\nminutes: 30\n", "6:1 duplicate-key"
    ),
    Fault(
        "a language written twice",
        "      fr: Que fais-tu ?",
        "      fr: Que fais-tu ?\n      fr: Quoi ?",
        "17:7 duplicate-key",
    ),
    Fault(
        "a step without its dash",
        "  - id: lequel\n    kind: choice",
        "    id: lequel\n    kind: chioce",
        "12:5 dash-missing, 13:11 kind-unknown",
    ),
    Fault(
        "an answer without its dash",
        "      - picture: pictures/block.svg",
        "        picture: pictures/block.svg",
        "21:9 dash-missing",
    ),
    Fault("an unknown key near a known one", "minutes: 20", "minuts: 20", "5:1 key-unknown"),
    Fault("an unknown key far from all", "minutes: 20", "couleur: rouge", "5:1 key-unknown"),
    Fault("a key that is a number", "minutes: 20", "20: minutes", "5:1 key-not-text"),
    Fault("a key that is a list", "minutes: 20", "[a]: b", "5:1 key-not-text"),
    Fault("an unknown kind", "kind: choice", "kind: choise", "13:11 kind-unknown"),
    Fault("an unknown kind far from all", "kind: choice", "kind: video", "13:11 kind-unknown"),
    Fault("a kind that is a number", "kind: choice", "kind: 3", "13:11 kind-unknown"),
    Fault("no kind", "    kind: choice\n", "", "12:5 key-missing"),
    Fault("a kind with a capital", "kind: choice", "Kind: choice", "13:5 key-unknown"),
    Fault("a kind in French", "kind: choice", "sorte: choix", "13:5 key-unknown"),
    Fault("a key without its s", "    lines:", "    line:", "10:5 key-unknown"),
    Fault("keys in capitals", 'bm: "I ni ce."', 'BM: "I ni ce."', "11:10 key-unknown"),
    Fault("a key in French", "title:", "titre:", "3:1 key-unknown"),
    Fault(
        "no space after the colons in braces",
        '{bm: "I ni ce.", fr: "Bonjour."}',
        '{bm:"I ni ce.", fr:"Bonjour."}',
        "11:10 space-missing, 11:25 space-missing",
    ),
    Fault(
        "a key of another kind where all are written",
        "    kind: scene\n",
        '    kind: scene\n    trainer: "Dis."\n    question: {bm: "A", fr: "B"}\n',
        "10:5 key-unknown",
    ),
    Fault(
        "a missing language",
        '{bm: "I ni ce.", fr: "Bonjour."}',
        '{fr: "Bonjour."}',
        "11:9 language-missing",
    ),
    Fault(
        "both languages missing",
        '{bm: "I ni ce.", fr: "Bonjour."}',
        "{}",
        "11:9 language-missing, 11:9 language-missing",
    ),
    Fault(
        "a text in one string",
        '{bm: "I ni ce.", fr: "Bonjour."}',
        '"Bonjour."',
        "11:9 not-a-mapping",
    ),
    Fault(
        "a comma in a text without quotes",
        'fr: "Bonjour."',
        "fr: Bonjour, ami",
        "11:39 comma-in-text",
    ),
    Fault("a number where a text is wanted", 'fr: "Bonjour."', "fr: 2026", "11:30 not-text"),
    Fault("a yes where a text is wanted", 'fr: "Bonjour."', "fr: true", "11:30 not-text"),
    Fault("nothing where a text is wanted", "fr: Que fais-tu ?", "fr:", "16:10 empty-text"),
    Fault("null where a text is wanted", "fr: Que fais-tu ?", "fr: null", "16:11 empty-text"),
    Fault("an empty text", 'fr: "Bonjour."', 'fr: ""', "11:30 empty-text"),
    Fault("a text of spaces", 'fr: "Bonjour."', 'fr: "  "', "11:30 empty-text"),
    Fault("a list where a text is wanted", 'fr: "Bonjour."', "fr: [Bonjour]", "11:30 not-text"),
    Fault(
        "a code that YAML takes for a comment",
        "fr: Que fais-tu ?",
        "fr: Compose #144#",
        "16:19 hash-in-text",
    ),
    Fault(
        "a script in a text",
        'fr: "Bonjour."',
        'fr: "<script>alert(1)</script>"',
        "11:30 markup-in-text",
    ),
    Fault("an end tag in a text", 'fr: "Bonjour."', 'fr: "Bonjour</p>"', "11:30 markup-in-text"),
    Fault(
        "a tag in the trainer's note",
        "    kind: scene",
        "    kind: scene\n    trainer: 'Dis <img src=x onerror=alert(1)>'",
        "9:14 markup-in-text",
    ),
    Fault("a NUL character", 'fr: "Bonjour."', 'fr: "Bon\x00jour."', "11:34 bad-character"),
    Fault("an escape character", 'fr: "Bonjour."', 'fr: "Bon\x1b[31mjour."', "11:34 bad-character"),
    Fault(
        "a NUL written as an escape", 'fr: "Bonjour."', 'fr: "Bon\\0jour."', "11:30 bad-character"
    ),
    Fault("a right-to-left mark", 'fr: "Bonjour."', 'fr: "Bon\u202ejour."', "11:30 bad-character"),
    Fault("a line separator", 'fr: "Bonjour."', 'fr: "Bon\u2028jour."', "11:34 bad-character"),
    Fault("a very long text", 'fr: "Bonjour."', 'fr: "' + "a" * 601 + '"', "11:30 text-too-long"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_at_its_place_in_one_sentence(fault: Fault) -> None:
    problems = problems_of(fault.text())
    assert told(problems) == fault.told
    for problem in problems:
        assert_reads_well(problem)
