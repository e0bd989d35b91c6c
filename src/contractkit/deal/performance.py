"""How good the service must be, and what follows when it is not."""

from __future__ import annotations

from contractkit.deal.fields import Answered, Slug, Words, ask


class KpiTarget(Answered):
    """A service level of this deal: a KPI of the catalogue, its target in the KPI's unit, and its weight.

    ``weight`` is the share of the at-risk amount in percent (0: reported, bears no credit); ``exit_below`` is the
    level whose repeated miss opens the performance exit (None: the target itself).
    """

    kpi: Slug = ask("Which KPI? (contractkit library list kpis)", "The catalogue says how it is measured.", "customer")
    target: float = ask("Target, in the KPI's unit?", "What has no target cannot be missed.", "customer")
    threshold: Words = ask(
        "Time limit inside the formula, such as 20 seconds?", "80% within what?", "customer", default=""
    )
    weight: int = ask(
        "Share of the amount at risk, in percent? 0: only reported", "Puts the money where it matters.", "customer",
        default=0, ge=0, le=100,
    )  # fmt: skip
    exit_trigger: bool = ask(
        "Does a repeated miss let you leave?", "A lock needs a way out.", "customer", default=False
    )
    exit_below: float | None = ask(
        "The level whose repeated miss opens the exit? null: the target", "A near miss is no failure.", "customer",
        default=None,
    )  # fmt: skip


class ServiceCredits(Answered):
    """Money back for missed service levels. Percentages are of the month's charges."""

    at_risk_percent: float = ask(
        "The most that one month can cost, in percent?", "The market gives 10 to 15.", "both",
        default=12, gt=0, le=100,
    )  # fmt: skip
    single_miss_percent: float = ask(
        "The most that one missed service level can cost, in percent?", "One miss must not use up all.", "both",
        default=3, gt=0, le=100,
    )  # fmt: skip
    repeat_factor: float = ask(
        "Times how much, when the same level is missed again?", "Repeated misses must hurt more.", "both",
        default=1.5, ge=1, le=5,
    )  # fmt: skip
