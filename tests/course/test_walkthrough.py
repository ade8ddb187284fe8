"""The walkthrough holds what it says, from the class's hand-ins to Canvas and Moodle."""

import pytest

from tests.fixtures.browser import installed
from tests.walkthrough.__main__ import main


@pytest.mark.long
@pytest.mark.skipif(not installed(), reason="chromium and chromium-driver are not installed")
def test_a_class_goes_from_hand_in_to_grade_and_nothing_is_lost(tmp_path, capfd):
    status = main(tmp_path / "walk")
    said = capfd.readouterr().out
    assert status == 0, said[-2000:]
    assert said.count("all 12 hand-given scores stand as they were given") == 5
