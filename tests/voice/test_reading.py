"""What the voice reads for a text: letters, tones, numbers, names."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from builder.errors import VoiceUnavailable
from builder.narration.voices.bambara import pronounce, pronounce_lines
from builder.narration.voices.bambara.dictionary import (
    derive,
    read_dictionary,
    surface,
    write_tables,
)
from builder.narration.voices.bambara.numbers import cardinal
from builder.narration.voices.bambara.reading import read_text, with_definite_tone
from builder.narration.voices.bambara.spelling import without_marks
from builder.narration.voices.bambara.table import built_in

BAMADABA = Path(__file__).parents[3] / "shared" / "bambara" / "bamadaba.txt"


@pytest.mark.parametrize(
    ("text", "ipa"),
    [
        ("muso", "mùsó"),
        ("kelen", "kélẽ́"),
        ("cogo", "tʃóɡó"),
        ("jiri", "dʒírí"),
        ("ɲɛ", "ɲɛ́"),
        ("nkalon", "ŋ̀kàlṍ"),
        ("nsiirin", "ńsíːrĩ́"),
        ("bɛɛ", "bɛ́ː"),
        ("yɔrɔ", "jɔ́rɔ́"),
        ("bamanankan", "bámánã́kã́"),
        ("sɛbɛnni", "sɛ́bɛ̃́ní"),
        ("mɔgɔw", "mɔ̀ɡɔ́w"),
        ("kunnafoni", "kũ̀nàfóní"),
        ("dugukolo", "dùɡùkóló"),
        ("tabali", "tàbálí"),
        ("lasɔrɔ", "lásɔ̀rɔ́"),
        ("fɛn-o-fɛn", "fɛ̃́òfɛ̃́"),
        ("shinye", "ʃíɲé"),
        ("janya", "dʒã̀já"),
        ("nci", "ɲ́tʃí"),
        ("gwa", "ɡwá"),
        ("mɛlɛkɛ", "mɛ̀lɛ̀kɛ́"),
        ("Amadu", "ámádú"),
        ("ne", "nê"),
        ("e", "ê"),
        ("le", "lè"),
    ],
)
def test_words_are_said_as_they_are_spelt(text: str, ipa: str) -> None:
    assert pronounce(text) == ipa


@pytest.mark.parametrize(
    ("text", "ipa"),
    [("bá", "bá"), ("bà", "bà"), ("ê", "ê"), ("kùnkɔ́rɔ", "kũ̀kɔ́rɔ́"), ("òlû", "òlû")],
)
def test_marks_in_the_text_win_over_the_table(text: str, ipa: str) -> None:
    assert pronounce(text) == ipa


@pytest.mark.parametrize("word", ["gìtɔrɔn", "jɛ̀kulutɔn", "àljana", "ɲìninkali"])
def test_one_mark_calls_up_the_tones_the_table_knows(word: str) -> None:
    assert pronounce(word) == pronounce(without_marks(word))


def test_marks_that_the_table_does_not_bear_out_are_said_as_they_stand() -> None:
    assert pronounce("mùsò") == "mùsò"
    assert pronounce("gítɔrɔn") == "ɡítɔ́rɔ̃́"


def test_an_elided_vowel_leaves_its_high_tone_behind() -> None:
    assert pronounce("y’a").split() == ["já"]
    assert pronounce("ka taa k’a fɔ").split()[2][0] == "k"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "fu"),
        (11, "tan ni kelen"),
        (20, "mugan"),
        (45, "bi naani ni duuru"),
        (100, "kɛmɛ"),
        (999, "kɛmɛ kɔnɔntɔn ni bi kɔnɔntɔn ni kɔnɔntɔn"),
        (1100, "waa kelen ni kɛmɛ"),
        (25_000, "waa mugan ni duuru"),
        (2_500_000, "miliyɔn fila ni waa kɛmɛ duuru"),
        (3_000_000_001, "miliyari saba ni kelen"),
        (10_001, "waa tan ani kelen"),
        (11_000, "waa tan ni kelen"),
    ],
)
def test_numbers_are_said_in_bambara_up_to_milliards(number: int, words: str) -> None:
    assert without_marks(" ".join(cardinal(number))) == words


@pytest.mark.parametrize(
    ("text", "said_as"),
    [
        ("5000 FCFA", "dɔ́rɔmɛ wáa kélen"),
        ("1 500 F", "dɔ́rɔmɛ kɛ̀mɛ sàba"),
        ("25 %", "kɛ̀mɛsarada lá mùgan ní dúuru"),
        ("3,5", "sàba tòmi dúuru"),
        ("PIN 0427", "píni fú náani fìla wólonwula"),
        ("80 00 11", "séegin fú fú fú kélen kélen"),
        ("8h30", "lɛ́rɛ séegin ní míniti bî sàba"),
        ("22/11/2026", "nówanburukalo tìle mùgan ní fìla sàn wáa fìla ní mùgan ní wɔ́ɔrɔ"),
        ("1er", "fɔ́lɔ"),
        ("15–35", "tán ní dúuru fɔ́ bî sàba ní dúuru"),
        ("n° 12", "nímɔrɔ tán ní fìla"),
        ("kɔdi 1234", "kɔdi kélen fìla sàba náani"),
        ("2nan", "fìlanan"),
        ("SMS", "ɛ́si ɛ́mu ɛ́si"),
        ("CNDH", "sé ɛ́nu dé ási"),
        ("www.orange.ml", "dúbulewe dúbulewe dúbulewe pwɛ́n óranzi pwɛ́n ɛ́mu ɛ́li"),
        ("Orange Money", "óranzi mɔ́ni"),
        ("WhatsApp", "wátsapu"),
        ("22-11-2026", "nówanburukalo tìle mùgan ní fìla sàn wáa fìla ní mùgan ní wɔ́ɔrɔ"),
        ("22.11.2026", "nówanburukalo tìle mùgan ní fìla sàn wáa fìla ní mùgan ní wɔ́ɔrɔ"),
        ("22 novembre", "nówanburukalo tìle mùgan ní fìla"),
        ("01/01/26", "zánwuyekalo tìle kélen sàn wáa fìla ní mùgan ní wɔ́ɔrɔ"),
        ("8h30mn", "lɛ́rɛ séegin ní míniti bî sàba"),
        ("08:30:15", "lɛ́rɛ séegin ní míniti bî sàba ní ségɔni tán ní dúuru"),
        ("00:00", "lɛ́rɛ fú"),
        ("8h-17h", "lɛ́rɛ séegin fɔ́ lɛ́rɛ tán ní wólonwula"),
        ("1,000,000", "míliyɔn kélen"),
        ("12\u00a0000", "wáa tán ní fìla"),
        ("12\u202f000 F", "dɔ́rɔmɛ wáa fìla ní kɛ̀mɛ náani"),
        ("76000000", "míliyɔn bî wólonwula ní wɔ́ɔrɔ"),
        ("A ka PIN ye 1234 ye", "a ka píni ye kélen fìla sàba náani ye"),
        ("#144#", "díyɛzi kélen náani náani díyɛzi"),
        ("*133*1#", "dòlo kélen sàba sàba dòlo kélen díyɛzi"),
        ("O.N.U.", "ónu"),
        ("U.N.", "ú ɛ́nu"),
        ("USSD", "ú ɛ́si ɛ́si dé"),
        ("SMSw", "ɛ́si ɛ́mu ɛ́siw"),
        ("10km", "tán kílomɛtɛrɛ"),
        ("Mobile Money", "móbili mɔ́ni"),
        ("awa@gmail.com", "awa árobasi jímɛli pwɛ́n kɔ́mu"),
        ("N`i y´a fɔ", "N’i y’a fɔ"),
        ("22 sɛtanburu 1960", "sɛ́tanburukalo tìle mùgan ní fìla sàn 1960"),
        ("3 mɛkalo", "mɛ̀kalo tìle sàba"),
        ("https://www.orange.ml", "www.orange.ml"),
        ("UMAV umav", "ú ɛ́mu á vé ú ɛ́mu á vé"),
        ("½", "tílancɛ"),
        ("2½", "fìla ní tílancɛ"),
        ("kelen‑kelen", "kelen-kelen"),
    ],
)
def test_figures_and_names_are_read_like_their_words(text: str, said_as: str) -> None:
    assert pronounce(text) == pronounce(said_as)


def test_francs_can_be_counted_plainly() -> None:
    plain = read_text("5000 FCFA", in_francs=True)
    assert len(plain) == 3
    assert plain[0].phones == read_text("séfawari")[0].phones


def test_french_between_quotes_is_read_as_french() -> None:
    assert pronounce("« mot de passe »").endswith("pás")


def test_bambara_between_quotes_stays_bambara() -> None:
    assert pronounce("« i ni ce »") == pronounce("i ni ce")


def test_neighbours_decide_between_two_tones() -> None:
    assert pronounce("N bɛ se ka taa").split()[3] == "kà"
    assert pronounce("a ka di").split()[1] == "ká"


def test_a_word_with_two_readings_has_the_commonest_unless_its_neighbours_say_otherwise() -> None:
    assert pronounce("fo sini").split()[0] == "fó"
    assert pronounce("ka mɔgɔ fo").split()[2] == "fò"
    assert pronounce("mɔgɔ min bɛ yen").split()[1] == "mĩ̂"
    assert pronounce("a bɔra min ?").split()[2] == "mĩ́"


def test_no_two_numbers_sound_alike() -> None:
    numbers = [*range(12_000), *range(99_990, 112_000), *range(10**6, 10**6 + 1200)]
    assert len({" ".join(cardinal(number)) for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("76123456", "wólonwula wɔ́ɔrɔ kélen fìla sàba náani dúuru wɔ́ɔrɔ"),
        ("76 12 34 56", "wólonwula wɔ́ɔrɔ kélen fìla sàba náani dúuru wɔ́ɔrɔ"),
        ("(+223) 20 22 23 24", "fìla fìla sàba fìla fú fìla fìla fìla sàba fìla náani"),
    ],
)
def test_a_telephone_number_is_read_digit_by_digit(text: str, digits: str) -> None:
    words = read_text(text)
    assert [word.form for word in words] == digits.split()
    assert "," in [word.pause for word in words]


@pytest.mark.parametrize("text", ["😀", "كتاب", "ߒߞߏ", "∑", "٣٤"])
def test_what_cannot_be_read_is_never_dropped(text: str) -> None:
    with pytest.raises(VoiceUnavailable):
        read_text(text)
    assert pronounce(text) == f"⟨{text}⟩"


@pytest.mark.parametrize("text", ["3²", "3ж", "-5", "1/2", "24/7", "31/02/2026", "www.a.ml/€"])
def test_a_sign_that_changes_a_number_is_never_left_out(text: str) -> None:
    with pytest.raises(VoiceUnavailable):
        read_text(text)


def test_a_dash_before_a_list_is_no_minus() -> None:
    assert pronounce("- 5") == pronounce("5")


def test_lines_keep_their_number_and_text() -> None:
    lines = ["\ufeffmuso", "", "i ni ce\r\n"]
    assert list(pronounce_lines(lines)) == ["muso\tmùsó", "\t", "i ni ce\t" + pronounce("i ni ce")]
    assert list(pronounce_lines(["a\tb\x0bmuso\n"])) == ["a b muso\t" + pronounce("a b muso")]


@pytest.fixture(scope="module")
def entries() -> list[tuple[str, str]]:
    """Toned headwords of one written word, with their surface tones."""
    if not BAMADABA.is_file():
        pytest.skip("Bamadaba is not beside the repository")
    readings, _ = read_dictionary(BAMADABA)
    forms = [(unicodedata.normalize("NFC", r.form), surface(r)) for r in readings]
    return [
        (f, t) for f, t in forms if t and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])+", f)
    ]


def test_the_committed_tables_are_what_the_dictionary_gives(
    entries: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert entries
    write_tables(derive(BAMADABA), tmp_path)
    for name in ("pronunciations.tsv", "neighbours.tsv"):
        committed = files("builder.narration.voices.bambara").joinpath(name)
        assert (tmp_path / name).read_bytes() == committed.read_bytes(), name


def test_every_word_of_the_dictionary_has_a_tone_on_each_nucleus(
    entries: list[tuple[str, str]],
) -> None:
    assert len(entries) > 9000
    for form, _ in entries:
        (word,) = read_text(form)
        assert all(phone.tone for phone in word.phones if phone.is_nucleus), form


def test_unmarked_words_get_the_surface_tones_of_their_entry(
    entries: list[tuple[str, str]],
) -> None:
    right = 0
    for form, tones in entries:
        said = read_text(without_marks(form).lower())
        right += tones == "".join(p.tone for word in said for p in word.phones if p.is_nucleus)
    # Homographs have one reading when they stand alone, so not every entry can be right.
    assert right / len(entries) >= 0.86


def test_the_article_s_floating_tone_is_an_option_for_nouns() -> None:
    table = built_in()
    words = with_definite_tone(read_text("muso bɛ taa so"), table)
    assert words[0].phones[-1].tone == "F"
    assert words[2].phones[-1].tone != "F"
