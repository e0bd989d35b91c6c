"""Words that tell labels and headings from sentences, in the languages of the contracts we read."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in their order."""
    return tuple(text.split())


# What a contract calls the papers attached to it.
PARTS = words(
    "schedule annex annexure appendix exhibit attachment anexo apéndice apendice anejo adjunto annexe"
    " anlage anhang anlagen allegato bijlage"
)
# A number before one of these measures something ("2.5 million", "30 days"), it does not label a section.
MEASURES = words(
    "million billion thousand percent per percentage hours hour days day months month years year weeks"
    " week minutes minute seconds second times point points basis business calendar working euros euro"
    " dollars usd eur gbp x am pm a.m. p.m. millones millón mil por días día meses mes años año horas hora"
    " minutos segundos h d s ms kg km mb gb tb % ‰ st nd rd th"
)
# Verbs that make a line a sentence and not a heading.
DUTIES = words(
    "shall must will may is are was were be been has have had does do can cannot should would could"
    " agrees agree means mean includes deberá deberán debe deben podrá podrán será serán es son está están"
    " tiene tienen se"
)
# Words that stay small in a heading with capitals.
SMALL = words(
    "a an and as at but by for from in into nor of on or per the to upon with without v vs de del la las"
    " el los y e o u en con por para al sin"
)
# Words whose dot does not end a heading.
ABBREVIATIONS = words(
    "inc corp co ltd llc no nos art arts sec mr mrs ms dr st vs v e.g i.e etc s.a s.l u.s u.k p.m a.m jr"
    " sr bros para núm num pág av dña"
)
# A line that ends with one of these names a company.
COMPANY_FORMS = words("inc corp corporation llc ltd limited company co plc gmbh s.a s.l s.l.u s.a.u ag bv lp llp")
