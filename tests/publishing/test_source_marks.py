"""The small numbers that lead from a sentence to its sources."""

import pytest

from reference.templatetags.sources import runs


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], []),
        ([1], [(1, 1)]),
        ([1, 2], [(1, 1), (2, 2)]),
        ([1, 2, 3], [(1, 3)]),
        ([4, 1, 2, 9], [(1, 1), (2, 2), (4, 4), (9, 9)]),
        ([3, 1, 2, 7, 8, 9, 11], [(1, 3), (7, 9), (11, 11)]),
    ],
)
def test_three_or_more_in_a_row_are_said_as_a_range(numbers, said):
    assert list(runs(numbers)) == said
