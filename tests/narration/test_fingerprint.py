"""A clip is its text: what can be heard makes another clip, what can't does not."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from builder.narration.fingerprint import fingerprint, normal_form, voice_key
from tests.narration.tone_voice import ToneVoice

KEY = voice_key(ToneVoice())


def name(text: str) -> str:
    return fingerprint(normal_form(text), "bm", KEY, "-19LUFS")


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.lists(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1), max_size=8))
def test_the_normal_form_keeps_the_words(words: list[str]) -> None:
    assert len(normal_form(" \u00a0 ".join(words)).split(" ")) == max(len(words), 1)


def test_writing_that_sounds_the_same_has_one_clip() -> None:
    text = "À l\u2019école, n\u2019i bɛ se « kosɛbɛ »"
    same = [
        unicodedata.normalize("NFD", text),
        text.replace("\u2019", "'"),
        f"  {text}\n",
        text.replace(" ", "\u00a0\u202f"),
        text.replace("école", "éc\u00adole\u200b"),
    ]
    assert {name(one) for one in same} == {name(text)}


def test_what_can_be_heard_makes_another_clip() -> None:
    texts = ["so", "sò", "só", "So", "so?", "sɔ", "so so", "soso"]
    assert len({name(text) for text in texts}) == len(texts)


def test_language_voice_and_settings_are_in_the_name() -> None:
    names = {
        fingerprint("so", "bm", KEY, "a"),
        fingerprint("so", "fr", KEY, "a"),
        fingerprint("so", "bm", voice_key(ToneVoice(version="2")), "a"),
        fingerprint("so", "bm", KEY, "b"),
    }
    assert len(names) == 4


def test_a_name_is_the_same_on_every_machine_and_day() -> None:
    assert fingerprint("so", "bm", '["embedded","1",""]', "a") == "362188c088812aa9"
