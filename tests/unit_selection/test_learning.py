"""Takes become a voice, or are told why not."""

from __future__ import annotations

import numpy as np
import pytest

from builder.narration.consent import read_consents
from builder.narration.engines.unit_selection import gate
from builder.narration.engines.unit_selection.analysis import TakeMeasures
from builder.narration.voices.bambara.voice import BambaraVoice
from builder.narration.voices.takes.school import Learning
from builder.narration.voices.takes.sources import Sources
from builder.narration.voices.takes.store import Store
from builder.narration.voices.takes.telling import how_good, problems_of
from tests.unit_selection.narrator import NARRATOR, NEW, READ, Centre, noise


def told(centre: Centre, learning: Learning) -> str:
    person = read_consents(centre.recordings).voices[0]
    problems = problems_of(person, "bm", learning, centre.recordings)
    return "\n".join(problem.message for problem in problems)


def test_sounds_are_found_where_they_are(learnt_centre: Centre) -> None:
    """Truth is known: the narrator is our own voice."""
    school = learnt_centre.school()
    report = school.learn(learnt_centre.sources()).report
    assert report.order >= 0.95
    assert report.distortion_db < gate.MOST_DISTORTION_DB
    assert report.refused_share == 0


def test_what_was_learnt_is_not_learnt_again(learnt_centre: Centre) -> None:
    assert not learnt_centre.school().learn(learnt_centre.sources()).is_new


def test_only_a_new_take_is_measured(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    keep = Store.keep_measures

    def kept_too(store: Store, key: str, measured: TakeMeasures | str) -> None:
        kept.append(key)
        keep(store, key, measured)

    monkeypatch.setattr(Store, "keep_measures", kept_too)
    centre.read(NEW[0], "s-16")
    learning = centre.school().learn(centre.sources())
    assert learning.is_new
    assert len(kept) == 1
    assert learning.report.takes == 17


class Told:
    """A progress that keeps what it is told."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def announce(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def __call__(self, done: int, total: int) -> None:
        pass


def test_a_changed_take_is_announced_before_all_is_learnt_again(centre: Centre) -> None:
    told = Told()
    centre.school().learn(centre.sources(), told)
    assert told.sentences == []  # nothing has changed
    centre.read(NEW[0], "s-3")
    centre.school().learn(centre.sources(), told)
    (sentence,) = told.sentences
    assert "1 prise(s)" in sentence
    assert "sur 16 ont changé" in sentence
    assert "moins d'une minute" in sentence


def test_a_take_of_other_words_is_left_out_and_named(centre: Centre) -> None:
    centre.read(READ[3], "s-3", NARRATOR.speak(READ[6] + " " + READ[9]).samples)
    learning = centre.school().learn(centre.sources())
    assert list(learning.left_out) == ["bm/lecon/s-3.wav"]
    assert "s-3.wav" in told(centre, learning)


@pytest.mark.parametrize("slug", ["noise", "clipped", "silent"])
def test_a_bad_take_is_left_out_and_named(centre: Centre, slug: str) -> None:
    said = NARRATOR.speak(READ[5]).samples
    spoilt = {
        "noise": said + noise(len(said), 0.1),
        "clipped": np.clip(said * 30, -0.9, 0.9),
        "silent": said * 0,
    }[slug]
    centre.read(READ[5], "s-5", spoilt)
    learning = centre.school().learn(centre.sources())
    assert learning.left_out == {"bm/lecon/s-5.wav": slug}
    assert learning.may_speak


def test_a_file_that_is_no_sound_is_left_out_and_named(centre: Centre) -> None:
    (centre.recordings / "bm" / "lecon" / "s-2.wav").write_text("rien")
    learning = centre.school().learn(centre.sources())
    assert learning.left_out == {"bm/lecon/s-2.wav": "unreadable"}


def test_two_people_under_one_name_do_not_speak(centre: Centre) -> None:
    woman = BambaraVoice(speaker="woman")
    for number in range(0, len(READ), 2):
        centre.read(READ[number], f"s-{number}", woman.speak(READ[number]).samples)
    learning = centre.school().learn(centre.sources())
    assert learning.two_people
    assert not learning.may_speak
    assert "deux personnes" in told(centre, learning)


def test_three_takes_do_not_speak(centre: Centre) -> None:
    few = Sources(centre.sources().takes[:3])
    learning = centre.school().learn(few)
    assert not learning.may_speak
    assert "trop peu" in told(centre, learning)
    assert "ne parle pas encore" in how_good(learning.report)


def test_no_take_at_all_is_told(centre: Centre) -> None:
    learning = centre.school().learn(Sources(()))
    assert not learning.may_speak
    assert "aucune prise" in told(centre, learning)


def test_a_kill_while_learning_leaves_what_was_learnt_before(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    from builder.narration.voices.takes import school

    before = centre.school().known(centre.sources())
    sources = centre.sources()
    centre.read(READ[0], "s-16")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(school, "learn_voice", killed)
        with pytest.raises(KeyboardInterrupt):
            centre.school().learn(centre.sources())
    assert centre.school().known(sources) == before
    assert centre.school().known(centre.sources()) is None
    assert centre.school().learn(centre.sources()).may_speak
