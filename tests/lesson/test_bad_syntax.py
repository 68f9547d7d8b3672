"""What is not YAML, or YAML that no lesson needs."""

from __future__ import annotations

import pytest

from tests.lesson.faults import Fault, assert_reads_well, problems_of, told

FAULTS = [
    Fault("a tab before a key", "    kind: scene", "\tkind: scene", "8:1 tab"),
    Fault("a tab among the spaces", "    kind: scene", "  \tkind: scene", "8:3 tab"),
    Fault(
        "a second colon in a text",
        "fr: Que fais-tu ?",
        "fr: Alors : que fais-tu ?",
        "16:17 colon-in-text",
    ),
    Fault(
        "an apostrophe in single quotes",
        "fr: Que fais-tu ?",
        "fr: 'Je t'aide'",
        "16:17 quote-too-early",
    ),
    Fault(
        "words after a quotation",
        "fr: Que fais-tu ?",
        'fr: "Non" dit-elle',
        "16:17 quote-too-early",
    ),
    Fault(
        "a text that begins with @",
        "fr: Que fais-tu ?",
        "fr: @awa que fais-tu ?",
        "16:11 quotes-needed",
    ),
    Fault("a text that begins with %", "fr: Que fais-tu ?", "fr: %100 ?", "16:11 quotes-needed"),
    Fault(
        "a text that begins with a back quote",
        "fr: Que fais-tu ?",
        "fr: `Que`",
        "16:11 quotes-needed",
    ),
    Fault(
        "a text that begins with >",
        "fr: Que fais-tu ?",
        "fr: > Que fais-tu ?",
        "16:13 quotes-needed",
    ),
    Fault(
        "a text that begins with a bracket",
        "fr: Que fais-tu ?",
        "fr: [Awa] que fais-tu ?",
        "16:17 quotes-needed",
    ),
    Fault(
        "a text that begins with a hyphen",
        "fr: Que fais-tu ?",
        "fr: - Que fais-tu ?",
        "16:11 quotes-needed",
    ),
    Fault(
        "a text that begins with *", "fr: Que fais-tu ?", "fr: *important", "16:11 alias-refused"
    ),
    Fault("a text that begins with &", "fr: Que fais-tu ?", "fr: &amp Que", "16:11 alias-refused"),
    Fault(
        "a text that begins with !", "fr: Que fais-tu ?", "fr: !Que fais-tu ?", "16:11 tag-refused"
    ),
    Fault(
        "a python tag",
        "fr: Que fais-tu ?",
        "fr: !!python/object/apply:os.system [ls]",
        "16:11 tag-refused",
    ),
    Fault("a quotation never closed", 'fr: "Bonjour."', 'fr: "Bonjour.', "11:30 quote-not-closed"),
    Fault("a backslash in quotes", 'fr: "Bonjour."', 'fr: "Bon\\jour."', "11:35 backslash"),
    Fault("a brace never closed", 'fr: "Bonjour."}', 'fr: "Bonjour."', "11:9 braces"),
    Fault(
        "a missing comma in braces",
        'bm: "I ni ce.", fr',
        'bm: "I ni ce." fr',
        "11:25 comma-missing",
    ),
    Fault("a semicolon in braces", '"I ni ce.", fr', '"I ni ce."; fr', "11:24 comma-missing"),
    Fault("a second colon in braces", 'fr: "Bonjour."', "fr: Dis : non", "11:34 colon-in-text"),
    Fault("quotes in quotes", 'fr: "Bonjour."', 'fr: "Le "oui" dit"', "11:35 quote-too-early"),
    Fault("quotes doubled", 'fr: "Bonjour."', 'fr: ""Bonjour.""', "11:32 quote-too-early"),
    Fault(
        "a quotation that the next one ends",
        "      fr: Que fais-tu ?",
        '      fr: "Que fais-tu ?',
        "16:11 quote-not-closed",
    ),
    Fault(
        "an apostrophe in single quotes in braces",
        'fr: "Bonjour."',
        "fr: 'Je t'aide'",
        "11:36 quote-too-early",
    ),
    Fault(
        "quotes of Word around a colon",
        "fr: Que fais-tu ?",
        "fr: “Awa : que fais-tu ?”",
        "16:11 curly-quotes",
    ),
    Fault("no space after a colon", "minutes: 20", "minutes:20", "5:1 space-missing"),
    Fault("no space after a hyphen", "  - id: lequel", "  -id: lequel", "12:3 space-missing"),
    Fault("a dash of Word", "  - id: lequel", "  – id: lequel", "12:3 dash"),
    Fault("a bullet of Word", "  - id: lequel", "  • id: lequel", "12:3 dash"),
    Fault("a space of Word after a colon", "minutes: 20", "minutes:\u00a020", "5:9 odd-space"),
    Fault("a space of Word before a colon", "minutes: 20", "minutes\u00a0: 20", "5:1 odd-space"),
    Fault(
        "spaces of Word before a key",
        "    kind: choice",
        "\u00a0\u00a0\u00a0\u00a0kind: choice",
        "13:1 odd-space",
    ),
    Fault(
        "a space of Word among others",
        "    kind: choice",
        "   \u00a0kind: choice",
        "13:4 odd-space",
    ),
    Fault("a step out of line", "  - id: lequel", "   - id: lequel", "12:4 indentation"),
    Fault("a key out of line", "    kind: choice", "     kind: choice", "13:6 indentation"),
    Fault("a line without a colon", "minutes: 20\n", "minutes 20\n", "5:1 colon-missing"),
    Fault("two documents", "steps:\n", "---\nsteps:\n", "6:1 two-documents"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_at_its_place_in_one_sentence(fault: Fault) -> None:
    problems = problems_of(fault.text())
    assert told(problems) == fault.told
    for problem in problems:
        assert_reads_well(problem)
