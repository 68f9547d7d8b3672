"""What two people have done comes together: nothing is lost, nothing overwritten in silence."""

from __future__ import annotations

import pytest

from builder.cli import main
from builder.errors import BuilderError
from builder.lesson.signatures import Opinion, add_opinions, read_opinions
from builder.narration.takes import find_takes
from tests.exchange.conftest import LESSON, Centre

TAKE = "audio/bm/petite/debut.line-1"
VOICES = 'format: 1\nvoices:\n- {id: awa, name: "Awa", languages: [bm], asked: "2026-11-24"}\n'


def opinion(at: str, says: str = "accept", by: str = "Awa") -> Opinion:
    return Opinion(of="0a1b2c3d", by=by, on="2026-11-20", at=at, says=says, words="A")  # type: ignore[arg-type]


def test_what_each_has_changed_comes_together_with_comments(here: Centre, there: Centre) -> None:
    there.edit("Le petit cours", "Le cours de Kayes", "lessons/course.yaml")
    there.edit("Cinq mots", "Cinq mots au hasard")
    here.edit("Ton nom", "Ton prénom  ")
    here.edit("steps:", "# à garder\nsteps:")
    found = here.merges(there.packs())
    assert not found.conflicts
    text = here.read(LESSON)
    assert "Ton prénom" in text
    assert "Cinq mots au hasard" in text
    assert "# à garder" in text
    assert "Le cours de Kayes" in here.read("lessons/course.yaml")


def test_a_round_trip_ends_with_the_same_course_on_both_sides(here: Centre, there: Centre) -> None:
    there.edit("Cinq mots", "Cinq mots au hasard")
    there.write(f"{TAKE}.wav", b"RIFF un son")
    there.write(f"{TAKE}.json", '{"text": "a", "sha256": "b"}')
    there.write("audio/voix.yaml", VOICES)
    add_opinions(there.root / "lessons/relectures/bm.yaml", [opinion("10:00")])
    here.merges(there.packs())
    again = there.merges(here.packs())
    assert again.is_empty
    for place in (LESSON, "audio/voix.yaml", f"{TAKE}.wav", "lessons/relectures/bm.yaml"):
        assert (here.root / place).read_bytes() == (there.root / place).read_bytes(), place
    assert here.merges(there.packs()).is_empty


def test_a_text_changed_on_both_sides_is_asked_for(
    here: Centre, there: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    there.edit("Cinq mots", "Cinq mots au hasard")
    there.edit("Ton nom", "Ton nom à toi")
    here.edit("Cinq mots", "Cinq vieux mots")
    here.edit("Ton nom", "Ton prénom")
    path, before = there.packs(), here.read(LESSON)
    assert main(["--root", str(here.root), "merge", str(path)]) == 1
    told = capsys.readouterr().out
    assert "Cinq vieux mots" in told
    assert "Cinq mots au hasard" in told
    assert here.read(LESSON) == before
    taken = ["--take", "mine", "--take", "theirs:2"]
    assert main(["--root", str(here.root), "merge", str(path), *taken]) == 0
    assert "Cinq mots au hasard" in here.read(LESSON)
    assert "Ton prénom" in here.read(LESSON)
    assert here.merges(path).decided("theirs") == 0, "what was decided is not asked again"


def test_without_a_known_beginning_every_difference_is_asked_for(
    here: Centre, there: Centre
) -> None:
    (there.root / ".cache" / "recu.json").unlink()
    there.edit("Cinq mots", "Cinq mots au hasard")
    with pytest.raises(KeyError):
        here.merges(there.packs())
    assert [one.theirs for one in here.merges(there.packs(), "theirs").conflicts] == [
        "Cinq mots au hasard"
    ]


def test_a_new_step_there_and_a_mended_text_here_come_together(here: Centre, there: Centre) -> None:
    step = '\n  - id: encore\n    kind: scene\n    picture: {file: pictures/market.svg, alt: {bm: "Sugu don.", fr: "Le marché."}}\n    lines: [{bm: "I ni ce.", fr: "Merci."}]\n'  # noqa: E501
    there.write(str(LESSON), there.read(LESSON).rstrip("\n") + "\n" + step)
    here.edit("Cinq mots", "Cinq vieux mots")
    assert not here.merges(there.packs()).conflicts
    text = here.read(LESSON)
    assert "id: encore" in text
    assert "Cinq vieux mots" in text


def test_a_new_lesson_is_listed_and_one_taken_out_stays_out(here: Centre, there: Centre) -> None:
    lesson = there.read(LESSON).replace("id: petite", "id: photos")
    there.write("lessons/photos.yaml", lesson)
    there.edit("[petite.yaml]", "[petite.yaml, photos.yaml]", "lessons/course.yaml")
    here.merges(there.packs())
    assert "photos.yaml" in here.read("lessons/course.yaml")
    there.merges(here.packs())
    (here.root / "lessons/photos.yaml").unlink()
    here.edit(", photos.yaml", "", "lessons/course.yaml")
    found = here.merges(there.packs())
    assert "lessons/photos.yaml" in found.kept_out
    assert not (here.root / "lessons/photos.yaml").exists()


def test_opinions_of_both_stand_in_the_order_of_their_hours(here: Centre, there: Centre) -> None:
    place = "lessons/relectures/bm.yaml"
    add_opinions(here.root / place, [opinion("09:00"), opinion("11:00", "question")])
    add_opinions(there.root / place, [opinion("09:00"), opinion("10:00"), opinion("12:00")])
    assert here.merges(there.packs()).opinions == 2
    kept = read_opinions(here.root / place)
    assert [one.at for one in kept] == ["09:00", "10:00", "11:00", "12:00"]


def test_a_take_that_is_replaced_is_kept_aside(here: Centre, there: Centre) -> None:
    here.write(f"{TAKE}.ogg", b"ici")
    here.write(f"{TAKE}.json", '{"text": "a", "sha256": "b"}')
    there.write(f"{TAKE}.wav", b"RIFF")
    found = here.merges(there.packs(), "theirs")
    assert len(found.conflicts) == 1
    (take,) = find_takes(here.root / "audio").values()
    assert take.file.read_bytes() == b"RIFF"
    assert (here.root / "audio/.remplacees/bm/petite/debut.line-1.1.ogg").read_bytes() == b"ici"


def test_a_voice_taken_back_here_does_not_come_again(here: Centre, there: Centre) -> None:
    here.write("audio/voix.yaml", VOICES)
    here.write(f"{TAKE}.wav", b"RIFF")
    there.merges(here.packs())
    (here.root / "audio/voix.yaml").write_text("format: 1\nvoices: []\n", "utf-8")
    (here.root / f"{TAKE}.wav").unlink()
    found = here.merges(there.packs())
    assert "awa" not in here.read("audio/voix.yaml")
    assert f"{TAKE}.wav" in found.kept_out
    assert not find_takes(here.root / "audio")


def test_a_voice_taken_back_there_is_named(here: Centre, there: Centre) -> None:
    here.write("audio/voix.yaml", VOICES)
    there.merges(here.packs())
    there.write("audio/voix.yaml", "format: 1\nvoices: []\n")
    assert here.merges(there.packs()).withdrawn == ["Awa"]
    assert "awa" in here.read("audio/voix.yaml"), "only a person withdraws"


def test_a_packet_that_would_break_the_course_changes_nothing(here: Centre, there: Centre) -> None:
    there.edit("kind: sorting", "kind: tri")
    before = here.read(LESSON)
    with pytest.raises(BuilderError, match=r"petite\.yaml, ligne"):
        here.merges(there.packs())
    assert here.read(LESSON) == before
