"""`voix.yaml` of two sides: people by people."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from builder.errors import ProblemsFound
from builder.exchange.differences import Difference, Side, side_of
from builder.exchange.packet import PacketRefused, Texts
from builder.exchange.places import CONSENTS
from builder.exchange.texts import digest
from builder.narration.consent import ConsentFile, LentVoice
from builder.source.tree import parse_source


def consent_digests(content: bytes) -> dict[str, str]:
    return {id: digest(_shown(one)) for id, one in _voices(content).items()}


def consent_differences(
    mine: bytes | None, theirs: bytes, base: Texts | None
) -> Iterator[Difference]:
    """A person whom I have taken out since is not brought back; nobody is taken out."""
    here, there = _voices(mine) if mine else {}, _voices(theirs)
    for id, voice in there.items():
        other, own = _shown(voice), _shown(here[id]) if id in here else ""
        if own == other:
            continue
        side: Side | None
        if not own:
            side = "mine" if base and id in base else "theirs"
        else:
            side = side_of(digest(own), digest(other), (base or {}).get(id))
        yield Difference(CONSENTS, id, own, other, side)


def withdrawn(mine: bytes | None, theirs: bytes | None, base: Texts | None) -> list[str]:
    """Names of those who have taken their voice back there, and whose voice is here still."""
    here, there = _voices(mine) if mine else {}, _voices(theirs) if theirs else {}
    return [here[id].name for id in base or {} if id in here and id not in there]


def merged_consents(mine: bytes | None, theirs: bytes, taken: list[str]) -> bytes:
    """The file with these people as they are on the other side; comments stay."""
    if mine is None and set(taken) == _voices(theirs).keys():
        return theirs
    yaml = YAML()
    yaml.default_flow_style = None
    content: Any = yaml.load(mine.decode("utf-8-sig")) if mine else None
    content = content or {"format": 1}
    voices = content.setdefault("voices", [])
    for id in taken:
        entry = _voices(theirs)[id].model_dump(exclude_unset=True)
        place = next((n for n, one in enumerate(voices) if one.get("id") == id), None)
        if place is None:
            voices.append(entry)
        else:
            for key in [key for key in voices[place] if key not in entry]:
                del voices[place][key]
            voices[place].update(entry)
    written = io.StringIO()
    yaml.dump(content, written)
    return written.getvalue().encode()


def _voices(content: bytes) -> Mapping[str, LentVoice]:
    """Raises PacketRefused when it is no such file."""
    try:
        source = parse_source(Path(CONSENTS), content.decode("utf-8-sig"))
        return {one.id: one for one in ConsentFile.model_validate(source.data).voices}
    except (ProblemsFound, ValueError) as error:
        raise PacketRefused("« audio/voix.yaml » ne peut pas être lu.") from error


def _shown(voice: LentVoice) -> str:
    return json.dumps(voice.model_dump(exclude_unset=True), ensure_ascii=False, sort_keys=True)
