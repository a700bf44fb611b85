"""A question is answered once, by whom it was asked, where it was asked, and not long after."""

from datetime import timedelta

HOUR = timedelta(hours=1)


def test_a_question_is_answered_once_by_whom_it_was_asked(town):
    questions = town.store.questions
    questions.ask("42", 7, "1", "first", town.now)
    questions.ask("42", 7, "1", "second", town.now)
    assert questions.take("42", 7, "2", town.now - HOUR) is None
    assert questions.take("42", None, "1", town.now - HOUR) is None
    assert questions.take("42", 7, "1", town.now - HOUR) == "second"
    assert questions.take("42", 7, "1", town.now - HOUR) is None


def test_an_old_question_is_forgotten(town):
    town.store.questions.ask("42", None, "1", "old", town.now)
    town.later(2 * HOUR)
    assert town.store.questions.take("42", None, "1", town.now - HOUR) is None
    assert town.store.questions.take("42", None, "1", town.now - 9 * HOUR) is None
