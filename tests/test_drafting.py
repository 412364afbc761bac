"""What comes next is guessed from the prompt and from what candidates of it did before."""

from diagram.generation.drafting import Drafter, Trail, reach

ARROW, COMMA, THEN, END = 90, 91, 92, 93
# "1 2, then 3 4, then 5 6, then 7 8", and a name of the lexicon
SOURCE = (1, 2, COMMA, THEN, 3, 4, COMMA, THEN, 5, 6, COMMA, THEN, 7, 8, -1, 20, 21, 22, -1)


def follow(drafter: Drafter, tokens: list[int]) -> Trail:
    trail = Trail()
    for token in tokens:
        drafter.follow(trail, token)
    return trail


def test_a_name_goes_on_as_the_prompt_does():
    drafter = Drafter(SOURCE)
    assert drafter.draft(follow(drafter, [3]), [4, ARROW], 3)[0] == 4
    assert drafter.draft(follow(drafter, [20]), [21], 2) == [21, 22]


def test_what_came_between_two_names_comes_between_the_next():
    drafter = Drafter(SOURCE)
    trail = follow(drafter, [1, 2, ARROW, 3, 4])
    assert drafter.draft(trail, [ARROW], 6) == [ARROW, 5, 6, ARROW, 7, 8]


def test_a_candidate_that_is_behind_is_guessed_to_write_what_the_others_wrote():
    drafter = Drafter(SOURCE)
    follow(drafter, [5, ARROW, 1, 2, END])
    assert drafter.draft(follow(drafter, [5]), [ARROW], 4) == [ARROW, 1, 2, END]


def test_nothing_is_guessed_that_the_grammar_forbids_at_once():
    drafter = Drafter(SOURCE)
    assert drafter.draft(follow(drafter, [3]), [ARROW, COMMA], 4) == []


def test_a_guess_leaves_the_candidate_where_it_is():
    drafter = Drafter(SOURCE)
    trail = follow(drafter, [1, 2, ARROW, 3])
    assert drafter.draft(trail, [4], 5) == drafter.draft(trail, [4], 5)


def test_the_more_candidates_the_shorter_the_guess():
    lengths = [reach(rows, sure=False) for rows in (1, 5, 16)]
    assert lengths == sorted(lengths, reverse=True)
    assert all(reach(rows, sure=True) > reach(rows, sure=False) > 0 for rows in (1, 5, 10))
    assert reach(40, sure=False) == reach(40, sure=True) == 0
