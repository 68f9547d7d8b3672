"""What the voice says, and what it leaves to another."""

from __future__ import annotations

import multiprocessing
import pickle
from pathlib import Path

import numpy as np
import pytest

from builder.errors import VoiceUnavailable
from builder.narration.engines.unit_selection.speaker import Speaker
from builder.narration.lending import withdrawal
from builder.narration.voices import Refused
from builder.narration.voices.takes import TakesVoice
from builder.narration.voices.takes.store import load_speaker
from builder.narration.voices.takes.voice import speaking_settings
from tests.unit_selection.narrator import NEW, READ, READER, Centre


def voice_of(centre: Centre) -> TakesVoice:
    school = centre.school()
    learning = school.known(centre.sources())
    assert learning is not None
    return TakesVoice(school.store.voice(learning.digest), centre.recordings, "awa-t", "bm", READER)


def speaker_of(voice: TakesVoice) -> Speaker:
    speaker = load_speaker(voice.folder, speaking_settings(is_tonal=True))
    assert speaker is not None
    return speaker


def bytes_of(pickled: bytes, text: str) -> bytes:
    voice: TakesVoice = pickle.loads(pickled)
    return voice.speak(text, "bm").samples.tobytes()


@pytest.mark.parametrize("text", NEW)
def test_a_sentence_she_never_read_is_said_whole(learnt_centre: Centre, text: str) -> None:
    reading = READER.read(text)
    spoken = speaker_of(voice_of(learnt_centre)).speak(reading)
    assert spoken is not None
    edges = spoken.joined.edges
    assert len(edges) == 2 * len(reading.phones) + 1
    assert np.all(np.diff(edges) > 0)
    sound = voice_of(learnt_centre).speak(text, "bm")
    assert len(sound.word_starts_ms) == len(text.split())
    assert list(sound.word_starts_ms) == sorted(sound.word_starts_ms)


def test_every_piece_says_the_sound_that_is_asked(learnt_centre: Centre) -> None:
    speaker = speaker_of(voice_of(learnt_centre))
    wanted, chosen = speaker.plan(READER.read(NEW[0]))
    assert chosen is not None
    context = speaker.inventory.context
    assert np.array_equal(context.sounds[chosen.units], wanted.context.sounds)
    assert np.array_equal(context.sides[chosen.units], wanted.context.sides)


def test_a_phrase_she_has_read_comes_out_as_she_said_it(learnt_centre: Centre) -> None:
    speaker = speaker_of(voice_of(learnt_centre))
    spoken = speaker.speak(READER.read(READ[0]))
    assert spoken is not None
    assert np.count_nonzero(spoken.chosen.join_costs) == 0


def test_pitch_follows_tone(learnt_centre: Centre) -> None:
    speaker = speaker_of(voice_of(learnt_centre))
    wanted, _ = speaker.plan(READER.read("à bɛ́ bà fɛ̀"))
    tones = wanted.context.tones[wanted.context.nucleus][:, 1]
    heights = wanted.pitch[wanted.context.nucleus]
    assert heights[tones == 2].min() > heights[tones == 1].max()


def test_another_process_says_the_same_bytes(learnt_centre: Centre) -> None:
    pickled = pickle.dumps(voice_of(learnt_centre))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply(bytes_of, (pickled, NEW[0]))
    assert elsewhere == bytes_of(pickled, NEW[0])


def test_a_sound_she_never_said_is_left_to_another_voice(learnt_centre: Centre) -> None:
    with pytest.raises(Refused, match="lacking"):
        voice_of(learnt_centre).speak("A bɛ zuwɛnkalo la.", "bm")


def test_without_her_consent_nothing_is_said(centre: Centre) -> None:
    voice = voice_of(centre)
    assert voice.is_allowed
    centre.consent(own_voice=False)
    with pytest.raises(VoiceUnavailable, match="ne prête pas"):
        voice.speak(NEW[0], "bm")


def test_consent_ends_on_its_day(centre: Centre) -> None:
    path = centre.recordings / "voix.yaml"
    path.write_text(path.read_text("utf-8") + "  until: '2020-01-01'\n", "utf-8")
    assert not voice_of(centre).is_allowed


def test_a_file_of_consents_that_cannot_be_read_allows_nothing(centre: Centre) -> None:
    (centre.recordings / "voix.yaml").write_text("voices: [", "utf-8")
    assert not voice_of(centre).is_allowed


def test_withdrawing_takes_away_consent_takes_and_what_was_learnt(centre: Centre) -> None:
    cache = centre.root / "cache"
    learnt, clips = cache / "voices" / "bm-awa-t", cache / "clips"
    for folder in (learnt, clips):
        folder.mkdir(parents=True)
        (folder / "x").write_text("x")
    replaced = centre.recordings / ".remplacees" / "bm" / "lecon" / "s-1.1.wav"
    replaced.parent.mkdir(parents=True)
    replaced.write_bytes(b"RIFF")
    found = withdrawal(centre.recordings, cache, "Awa T.")
    assert len(found.takes) == 2 * len(READ) + 1
    found.carry_out()
    assert not any(path.exists() for path in (*found.takes, learnt, clips, replaced))
    assert "awa" not in (centre.recordings / "voix.yaml").read_text("utf-8")


def test_takes_of_another_person_stay(centre: Centre, tmp_path: Path) -> None:
    centre.consent("Musa D.", own_voice=False)
    file = centre.read(READ[0], "s-0", voice="musa-d")
    for number in range(1, 3):
        centre.read(READ[number], f"s-{number}", voice="awa-t")
    found = withdrawal(centre.recordings, tmp_path, "awa-t")
    assert file not in found.takes
    assert len(found.takes) == 4
