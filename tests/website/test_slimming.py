"""Only rules that some page may need stay in the style sheets."""

from __future__ import annotations

from builder.website.slimming import keep_used


def test_a_rule_for_an_unused_class_goes_and_the_others_stay() -> None:
    css = ".a{color:red}.b,.a .c{color:blue}p{margin:0}:root,kbd>p{top:0}"
    assert keep_used(css, {"a", "p"}) == ".a{color:red}p{margin:0}:root{top:0}\n"


def test_a_class_in_not_need_not_be_used() -> None:
    assert keep_used(".a:not(.z){top:0}", {"a"}) == ".a:not(.z){top:0}\n"


def test_an_empty_media_query_goes_with_its_rules() -> None:
    css = "@media print{.z{top:0}}@media screen{.a{top:0}}"
    assert keep_used(css, {"a"}) == "@media screen{.a{top:0}}\n"


def test_font_faces_and_keyframes_stay() -> None:
    css = "@keyframes z{to{top:0}}"
    assert keep_used(css, set()).strip() == css
