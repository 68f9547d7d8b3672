"""What authors are told about a text, with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import ProblemsFound
from builder.narration.voices.bambara import (
    PronunciationTable,
    check_text,
    load_table,
    pronounce,
    unknown_words,
)
from builder.proofreading import reading_problems
from tests.narration.tone_voice import line


@pytest.mark.parametrize(
    ("text", "slug", "offset"),
    [
        ("", "text-empty", 0),
        ("   ", "text-empty", 0),
        ("… !", "text-only-punctuation", 0),
        ("N bè taa.", "text-old-spelling", 2),
        ("A fò.", "text-old-spelling", 2),
        ("mousso nana", "text-old-spelling", 0),
        ("nyɛ ɲuman", "text-old-spelling", 0),
        ("I ni ce 😀", "text-emoji", 8),
        ("كتاب", "text-script", 0),
        ("I ߒߞߏ", "text-script", 2),
        ("Ne donne pas ton mot de passe", "text-french", 9),
        ("N b'a fɔ", "text-apostrophe", 3),
        ("a xaba ye", "text-letter", 2),
        ("a ∑ ye", "text-letter", 2),
        ("i taa " * 200, "text-too-long", 600),
        ("i " * 12, "text-no-special-letters", 0),
    ],
)
def test_a_fault_is_said_with_its_place(text: str, slug: str, offset: int) -> None:
    found = {(at, what) for at, what, _, _ in check_text(text)}
    assert (offset, slug) in found


@pytest.mark.parametrize(
    "text",
    [
        "I kana i ka kumaden dogolen di mɔgɔ si ma.",
        "Mɔ̀gɔ tɛ́ ò fɔ́.",
        "I kana « mot de passe » di mɔgɔ ma : WhatsApp, Orange Money, 80 00 11 15.",
        "N’i y’a ye, a bila. Kelen-kelen.",
        "awa@exemple.ml, www.orange.ml",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert check_text(text) == []


def test_every_finding_says_what_to_type() -> None:
    for text in ("", "N bè taa", "😀", "b'a", "Il est avec vous"):
        for _, slug, message, hint in check_text(text):
            assert slug.startswith("text-")
            assert message.endswith((".", "»."))
            assert hint


def test_words_of_unknown_tone_are_listed_once() -> None:
    assert unknown_words("blabatoki ni blabatoki, muso") == ["blabatoki"]
    assert unknown_words("kumaden dogolenw, tɛmɛyɔrɔw, denmisɛnw") == []


def test_an_authors_file_wins_and_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text("mots:\n  blabatoki: blàbatoki\n  muso: múso\n", encoding="utf-8")
    table = load_table(path)
    assert pronounce("muso", table) == "músó"
    assert unknown_words("blabatoki", table) == []
    path.write_text("mots:\n  muso: mùso\nfrançais: [code]\n", encoding="utf-8")
    assert pronounce("muso", load_table(path)) == "mùsó"
    assert load_table(path).digest == table.digest  # the voice's own part has not changed


def test_plurals_compounds_and_elisions_follow_an_authors_word(tmp_path: Path) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text("mots:\n  bulabu: bùlabu\n  ka: ká\n", encoding="utf-8")
    table = load_table(path)
    assert pronounce("bulabuw", table).startswith("bùlàbú")
    assert pronounce("bulabuso", table) == "bùlàbùsó"
    assert pronounce("k’an", table) == "kã́"


def written(tmp_path: Path, content: str) -> PronunciationTable:
    path = tmp_path / "prononciation.yaml"
    path.write_text(content, encoding="utf-8")
    return load_table(path)


def test_an_authors_word_wins_over_names_figures_and_letters(tmp_path: Path) -> None:
    own = "WhatsApp: wàtisápù\n  SMS: ésémés\n  4G: kátɛrɛzé\n  fila: fíla\n  Keyita: kétà"
    table = written(tmp_path, f"mots:\n  {own}\nfrançais: [Facebook]\n")
    assert pronounce("whatsapp", table) == "wàtìsápù"
    assert pronounce("www.whatsapp.ml", table).split()[4] == "wàtìsápù"
    assert pronounce("SMS SMSw", table) == "ésémés ésémésw"
    assert pronounce("4G", table) == "kátɛ́rɛ́zé"
    assert pronounce("2 Keyitaw", table) == "fílá kétàw"
    assert pronounce("Facebook", table) != pronounce("Facebook")


def test_tone_marks_in_the_text_win_over_an_authors_word(tmp_path: Path) -> None:
    table = written(tmp_path, "mots:\n  ba: bá\n  Koné: kɔ̀nɛ\n  a: á\n")
    assert pronounce("ba bà ba\u0300 Koné", table) == "bá bà bà kɔ̀nɛ́"
    assert pronounce("aw", table) == pronounce("aw")


SAID_WITH_OTHER_WORDS = (
    "Muso ye 1 250 F di.", "SMS ni PIN", "k’a lajɛ", "Wave 50% & 3", "kelen-kelen musow",
    "Fatoumata ka « code »", "N bɛ taa.", "www.mali.ml", "muso’", "b’i sɔrɔ kunkolo la !",
    "A ko : «k’a fɔ»", "N’k’a", "(Facebook)", "Wave, Moov", "Mobile Money", "zanga", "SMSw",
    "22 novembre", "#144#", "(k’i", "Koné", "U.N.", "Kɔnɛ, « n’k’a ».",
)  # fmt: skip


@pytest.mark.parametrize(
    "own",
    [
        "muso", "kelen", "ka", "bɛ", "ba", "tan", "ɛsi", "kun", "code", "wevu", "fesibuku",
        "mobili", "mɔni", "ni", "mali", "kɔnɛ", "SMS", "nowanburukalo", "diyɛzi", "u", "zenga",
    ],
)  # fmt: skip
def test_a_text_read_otherwise_for_an_authors_word_has_another_key(
    own: str, tmp_path: Path
) -> None:
    """None is forgotten, whatever says the word: a figure, an acronym, a plural, an elision."""
    others = "  zanga: zenga\nfrançais: [ba, muso]\n"
    before = written(tmp_path, f"mots:\n{others}")
    after = written(tmp_path, f"mots:\n  {own}: zâzâ\n{others}")
    for text in SAID_WITH_OTHER_WORDS:
        if pronounce(text, after) != pronounce(text, before):
            assert before.own_words_in(text) != after.own_words_in(text), text
    assert after.own_words_in("dɔ") == ()


def test_a_word_that_becomes_french_has_another_key(tmp_path: Path) -> None:
    before = written(tmp_path, "mots:\n  code: kòdi\n")
    after = written(tmp_path, "mots:\n  code: kòdi\nfrançais: [code]\n")
    assert pronounce("code", before) != pronounce("code", after)
    assert before.own_words_in("code") != after.own_words_in("code")


def test_an_authors_entry_that_would_never_be_looked_up_is_a_problem(tmp_path: Path) -> None:
    content = "mots:\n  Orange Money: zà\n  a.b: zà\nfrançais: [code, mot de passe]\n"
    with pytest.raises(ProblemsFound) as caught:
        written(tmp_path, content)
    found = [(p.position.line, p.position.column) for p in caught.value.problems if p.position]
    assert found == [(2, 3), (3, 3), (4, 18)]
    assert {problem.slug for problem in caught.value.problems} == {"pronunciation-not-a-word"}


def test_an_unreadable_pronunciation_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text("mots:\n  muso: 12\n  cɛ: cɛ̀\n  a: z!\nmot:\n  b: bá\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_table(path)
    found = [(p.position.line, p.position.column, p.slug) for p in caught.value.problems
             if p.position]  # fmt: skip
    assert found == [
        (5, 1, "key-unknown"),
        (2, 9, "pronunciation-unreadable"),
        (4, 6, "pronunciation-unreadable"),
    ]


def test_a_pronunciation_file_of_comments_alone_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text("# rien encore\n", encoding="utf-8")
    assert pronounce("muso", load_table(path)) == pronounce("muso")


def test_a_broken_pronunciation_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text("mots:\n\tmuso: mùso\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_table(path)
    (problem,) = caught.value.problems
    assert problem.slug == "tab"
    assert problem.position and problem.position.line == 2


def test_what_check_says_follows_an_authors_words(tmp_path: Path) -> None:
    said = line("a", "Xanaba taara.")
    table = written(tmp_path, "mots:\n  xanaba: sánaba\n")
    assert [problem.slug for problem in reading_problems(said)] == ["text-letter"]
    assert list(reading_problems(said, table)) == []
