"""What will be asked of long documents, asked beforehand on two processors.

Each question looks at the whole document, and hardly one needs what another finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from contractkit.library.models import ConsistencyRule, ForbiddenRule, Rule
from contractkit.processors import on_two_processors
from contractkit.rules.context import Answers, Context
from contractkit.rules.evaluate import evaluate
from contractkit.rules.hits import Hit

Question = Callable[[Context], Answers]
_PARTS = 12  # of the rules that look for phrases
_ASKS_FACTS = ("conflicting-values", "weights-off")  # checks that need what other questions find


def hits_of(rule: Rule, context: Context) -> tuple[Hit, ...]:
    """Return every hit of the rule; a rule that was asked before is not asked again."""
    found = context.hits.get(rule.id)
    if found is None:
        found = context.hits[rule.id] = tuple(evaluate(rule, context))
    return found


def answer_ahead(contexts: Sequence[Context], rules: Iterable[Rule], at_end: Callable[[], object]) -> None:
    """Let the contexts know all that a check with ``rules`` will ask; a copy of this process calls ``at_end`` last.

    A question is asked of all contexts in the same process, so that they share what they have in common.
    """
    rules = list(rules)
    forbidden = [rule for rule in rules if isinstance(rule, ForbiddenRule)]
    consistency = [rule for rule in rules if isinstance(rule, ConsistencyRule) and rule.check not in _ASKS_FACTS]
    # The longest first: who is done with a question takes the next, and the short ones at the end even it out.
    # Rules of one family look for much the same, so they stay together.
    forbidden.sort(key=lambda rule: (rule.family, rule.id))
    size = max(1, -(-len(forbidden) // _PARTS))
    parts = (partial(_hits, forbidden[start : start + size]) for start in range(0, len(forbidden), size))
    questions: list[Question] = [_families, _facts, partial(_hits, consistency), _kpis, _one_sided, *parts]
    for answers in on_two_processors([partial(_asked, question, contexts) for question in questions], at_end):
        for context, answer in zip(contexts, answers, strict=True):
            context.learn(answer)


def _asked(question: Question, contexts: Sequence[Context]) -> list[Answers]:
    return [question(context) for context in contexts]


def _facts(context: Context) -> Answers:
    return Answers(facts=context.facts)


def _kpis(context: Context) -> Answers:
    return Answers(kpis=context.kpis)


def _one_sided(context: Context) -> Answers:
    return Answers(one_sided=context.one_sided)


def _families(context: Context) -> Answers:
    judged = {family: context.judgement(family) for family in context.library.families}
    return Answers(judgements=judged, sightings=context.sightings)


def _hits(rules: Sequence[Rule], context: Context) -> Answers:
    return Answers(hits={rule.id: hits_of(rule, context) for rule in rules})
