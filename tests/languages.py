"""The two languages in which the tests' own lessons are written."""

from __future__ import annotations

from builder.lesson.languages import CourseLanguage, Languages

TWO = Languages(
    (
        CourseLanguage(tag="bm", name="Bamanankan", french="bambara"),
        CourseLanguage(tag="fr", name="Français", french="français"),
    ),
    trainer_tag="fr",
)
IN_A_COURSE = (
    'languages: [{tag: bm, name: "Bamanankan", french: bambara},'
    ' {tag: fr, name: "Français", french: français}]\ntrainers: fr\n'
)
"""The same, as lines of `course.yaml`."""
