"""What a narrator should read next."""

from __future__ import annotations

import shutil
from pathlib import Path

from builder.lesson.utterance import Utterance
from builder.narration.engines.unit_selection.coverage import covered_share, next_to_read
from builder.narration.narrator import NarrationSettings
from builder.narration.voices.takes.own_voices import own_voices
from builder.narration.voices.takes.sheet import as_text, make_sheet, write_words
from builder.narration.voices.takes.sources import find_sources
from tests.unit_selection.narrator import NEW, READ, READER, Centre


def test_the_shortest_list_covers_what_is_lacking() -> None:
    offered = {
        "all": [("a", "b"), ("b", "c"), ("c", "d")],
        "part": [("a", "b")],
        "known": [("x", "y")],
    }
    wanted = [*offered["all"], ("x", "y")]
    assert covered_share(wanted, [("x", "y")]) == 0.25
    chosen = next_to_read(offered, [("x", "y")], wanted, most=9)
    assert chosen == [("all", 1.0)]


def test_a_sheet_says_how_good_the_voice_is_and_what_to_read(
    learnt_centre: Centre, tmp_path: Path
) -> None:
    centre = learnt_centre.copy(tmp_path / "centre")
    cache = centre.root / "cache"
    shutil.copytree(centre.root / "learnt", cache / "voices" / "bm-awa-t")
    texts = [*READ, *NEW, "Zan ye pɔsi sɔrɔ shɛ kan."]
    said = [Utterance("lecon", f"s-{n}", "bm", text, text) for n, text in enumerate(texts)]
    own = own_voices(centre.recordings, cache, {"bm": READER.voice}, lambda: said)
    settings = NarrationSettings(
        cache, {"bm": own.voices("bm")}, centre.recordings, {"bm": ("recording", "takes")}
    )
    (pupil,) = own.pupils()
    extra = ["Jɛgɛ vɛrɛ bɛ zuwɛn na.", "abc"]
    sheet = make_sheet(pupil, said, settings, extra)
    told = "\n".join(as_text(sheet))
    assert "16 prise(s)" in told
    offered = [line.text for line in sheet.next]
    assert texts[-1] in offered
    assert not set(offered) & {*READ, "abc"}
    covered = [line.covered for line in sheet.next]
    assert covered == sorted(covered)
    write_words(centre.recordings, sheet)
    for line in sheet.next:
        if line.text == extra[0]:
            words = centre.recordings / f"{line.place}.txt"
            assert words.read_text("utf-8") == f"{line.text}\n"


def test_a_sentence_of_no_lesson_is_learnt_from(centre: Centre) -> None:
    folder = centre.recordings / "bm" / "pour-la-voix"
    folder.mkdir()
    take = centre.read(NEW[0], "s-16")
    take.rename(folder / "p-1.wav")
    take.with_suffix(".json").unlink()
    (folder / "p-1.txt").write_text(f"{NEW[0]}\n", "utf-8")
    own = own_voices(centre.recordings, centre.root / "cache", {"bm": READER.voice}, list)
    (pupil,) = own.pupils()
    sources = find_sources(
        centre.recordings, "bm", own.consents(), pupil.person, lambda _: "",
        lambda file: file.name,
    )  # fmt: skip
    assert NEW[0] in {source.text for source in sources.takes}
