"""What shares of the best score and of the confidence needed would recommend."""

from eval.benchmarks.recommending import TOP, Candidate, Shown, shown

RIGHT = Candidate(1.0, 1.2, is_right=True, helps=True)
IN_PART = Candidate(0.5, 0.9, is_right=False, helps=True)
FAR = Candidate(0.3, 0.9, is_right=False, helps=False)
DOUBTFUL = Candidate(0.9, 0.4, is_right=False, helps=False)


def test_candidates_are_recommended_that_are_near_enough_and_sure_enough() -> None:
    answers = [[RIGHT, DOUBTFUL, IN_PART, FAR], [FAR]]
    assert shown(answers, 0.0, 0.0) == Shown(right=1, in_part=1, wrong=3, answers_with_right=1)
    assert shown(answers, 0.4, 0.5) == Shown(right=1, in_part=1, wrong=0, answers_with_right=1)
    assert shown(answers, 0.4, 1.0) == Shown(right=1, in_part=0, wrong=0, answers_with_right=1)


def test_no_more_are_recommended_than_are_shown() -> None:
    assert shown([[FAR] * TOP + [RIGHT]], 0.0, 0.0) == Shown(0, 0, TOP, 0)
