from contractkit.deal.form import blank_deal
from contractkit.draft.questions import missing_answers
from contractkit.yamltext import YamlText
from drafting import example_answers, library_of, part, wording

ASK = {"type": "integer", "ask": "How many?", "why": "So."}


def paths(answers: dict, **more) -> list[str]:
    return [question.path for question in missing_answers(answers, **more)]


def test_the_example_leaves_nothing_open() -> None:
    assert paths(example_answers()) == []


def test_absent_null_and_words_for_later_are_open() -> None:
    answers = example_answers(shop="TBC", reference=None, term__start="?", customer__email="tbd.")
    del answers["sites"]
    assert paths(answers) == ["reference", "customer.email", "shop", "sites", "term.start"]


def test_questions_come_with_reason_and_who_can_answer() -> None:
    (question,) = missing_answers(example_answers(sites=[]))
    assert question.text == "From which sites do agents work?"
    assert question.why
    assert question.answered_by == "vendor"


def test_what_concerns_one_party_is_its_own_to_answer() -> None:
    answers = example_answers(customer__name=None, vendor__name=None)
    assert [question.answered_by for question in missing_answers(answers)] == ["customer", "vendor"]


def test_items_of_lists_are_asked_one_by_one() -> None:
    answers = example_answers(channels__1__hours="TBC", data__places=["Portugal", "TBC"])
    assert paths(answers) == ["channels[1].hours", "data.places"]


def test_an_empty_file_asks_everything_but_what_is_usual() -> None:
    found = paths({})
    assert {"customer.name", "vendor.signatory.title", "channels", "liability.floor"} <= set(found)
    assert not {"service_credits.at_risk_percent", "lock.months", "schema"} & set(found)


def test_an_empty_list_answers_where_a_list_may_be_empty() -> None:
    assert paths(example_answers(data__sub_processors=[])) == []
    assert paths(example_answers(peaks=[], volumes__peaks=[])) == ["volumes.peaks"]


def test_what_clauses_need_is_asked_too() -> None:
    clause = wording("term", "1. x", variables={"n": ASK, "m": {**ASK, "default": 3}})
    library = library_of(clause)
    assert paths(example_answers(), library=library, template="test") == ["terms.term.n"]
    assert paths(example_answers(terms={"term": {"n": 3}}), library=library, template="test") == []
    assert "terms.term.n" in paths({}, library=library, template="test")


def test_a_clause_left_out_asks_nothing() -> None:
    clause = wording("term", "1. x", variables={"n": ASK})
    parts = [part({"id": "term", "when": "deal.lock.months > 100"}, "other")]
    library = library_of(clause, wording("other", "1. x"), parts=parts)
    assert paths(example_answers(), library=library, template="test") == []


def test_the_blank_form_asks_what_it_shows_as_open(tmp_path) -> None:
    text = blank_deal()
    data, problems = YamlText(tmp_path / "deal.yaml", text).parse()
    assert not problems
    assert len(missing_answers(data)) == sum("TBC" in line for line in text.splitlines() if not line.startswith("#"))
