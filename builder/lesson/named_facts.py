"""What lessons take out of `aide.yaml`: told at its place when it is not there."""

from __future__ import annotations

from collections.abc import Iterator

from builder.errors import Problem
from builder.lesson.aid import AID_FILE, AidFile, unknown_aid
from builder.lesson.course import Lesson
from builder.lesson.messages import did_you_mean, shortened


def unknown_facts(lesson: Lesson, aid: AidFile) -> Iterator[Problem]:
    """Help and published commitments that the lesson names and `aid` does not have."""
    care = lesson.care
    for index, id in enumerate(care.help if care else ()):
        if care and id not in aid.aids:
            yield unknown_aid(id, aid, care.position_in("help", index))
    known = dict(aid.facts())
    for step in lesson.steps:
        for index, id in enumerate(step.facts):
            if id not in known:
                yield Problem(
                    "fact-unknown",
                    f"« {shortened(id)} » n'est pas un fait de {AID_FILE}.",
                    did_you_mean(id, known, "Faits"),
                    step.position_in("facts", index),
                )
        for index, id in enumerate(step.named_aids()):
            if id not in aid.aids:
                yield unknown_aid(id, aid, step.position_in("help", index))
        for index, id in enumerate(step.named_commitments()):
            if id not in aid.commitments:
                yield Problem(
                    "commitment-unpublished",
                    f"L'engagement « {shortened(id)} » n'est pas publié : {AID_FILE} ne l'a pas.",
                    "Enlève-le, ou écris-le sous « commitments: » avec sa source.",
                    step.position_in("published", index),
                )
