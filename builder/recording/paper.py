"""A sheet as people hold it: a page to print, and plain text to send to a telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from builder.errors import AUTHORS_LANGUAGE
from builder.lesson.utterance import Language
from builder.recording.script import ROLE_WORDS, Line, Script

_STYLE = (
    "body{max-width:46rem;margin:auto;padding:1rem;font:16px/1.4 sans-serif;color:#000;"
    "background:#fff}h2{margin:1.6rem 0 .4rem;font-size:1.2rem;break-after:avoid}"
    "h3{margin:.9rem 0 .2rem;font-size:.95rem;font-weight:400;color:#444;break-after:avoid}"
    "ol{margin:0;padding:0;list-style:none}"
    "li{display:flex;gap:.8rem;padding:.45rem 0;border-top:1px solid #999;break-inside:avoid}"
    "b{flex:none;min-width:2.6rem;font-size:1.2rem}div{flex:1;min-width:0}p{margin:0}"
    ".say{font-size:1.3rem;font-weight:600;overflow-wrap:anywhere}"
    ".beside{color:#444}i{flex:none;width:1.3rem;height:1.3rem;border:2px solid #444}"
    "@media print{body{padding:0;font-size:12pt}}"
)
HOW = (
    "Lis chaque phrase à voix haute, dans l’ordre, sans dire le numéro.",
    "Attends deux secondes entre deux phrases.",
    "Tu t’es trompée ? Attends, puis redis toute la phrase : la dernière est gardée.",
)


def as_page(script: Script, lines: Sequence[Line], language: Language) -> str:
    """One HTML page, by lesson and step; a box to tick for each line."""
    title = f"À dire en {escape(script.course.languages[language].french)}"
    how = "".join(f"<li><div><p>{escape(one)}</p></div></li>" for one in HOW)
    return (
        f'<!doctype html><html lang="{AUTHORS_LANGUAGE}"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title} : {len(lines)} phrases</h1>"
        f"<p>Dit par : ____________________  le : ____________</p><ol>{how}</ol>"
        f"{''.join(_parts(script, lines))}</html>\n"
    )


def as_text(script: Script, lines: Sequence[Line]) -> str:
    """One paragraph for each line."""
    told = [*HOW, ""]
    number = 0
    for source, together in groupby(lines, lambda line: line.utterance.source):
        told += [f"— {script.parts[source]} —", ""]
        for line in together:
            number += 1
            told.append(f"{number}. {line.utterance.spoken}")
            told += [f"   ({line.helping.text})"] if line.helping else []
            told.append("")
    return "\n".join(told)


def _parts(script: Script, lines: Sequence[Line]) -> Iterator[str]:
    number = 0
    for source, of_part in groupby(lines, lambda line: line.utterance.source):
        yield f"<h2>{escape(script.parts[source])}</h2>"
        for place, together in groupby(of_part, lambda line: line.place):
            yield f"<h3>{escape(place)}</h3><ol>" if place else "<ol>"
            for line in together:
                number += 1
                yield _row(number, line)
            yield "</ol>"


def _row(number: int, line: Line) -> str:
    said, helping = line.utterance, line.helping
    beside = (
        f'<p class="beside" lang="{helping.language}">{escape(helping.text)}</p>' if helping else ""
    )
    return (
        f'<li><b>{number}</b><div><p class="say" lang="{said.language}">{escape(said.spoken)}</p>'
        f'{beside}<p class="beside"><small>{ROLE_WORDS[said.role]}</small></p></div><i></i></li>'
    )
