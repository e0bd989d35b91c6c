"""A clause library of a few files for tests: complete, valid, and easy to break in one place."""

from __future__ import annotations

from pathlib import Path

FAMILY = """\
id: lock-period
group: exit
title: {en: Lock period}
is: A time in which nobody may end the agreement for convenience.
why: A lock without end is a trap.
law: [test-1]
recognise:
  headings: {en: [lock period]}
  signals: {en: ["{must not} ... terminate"]}
elements:
  - id: length
    says: How long the lock lasts.
    need: must
    satisfied_by: ["lock period ... {duration}"]
facts:
  - name: lock_period
    find: ["lock period ... {duration}"]
need: {msa: must}
related: []
"""
WORDING = """\
---
title: Lock period
version: 1.0.0
variables:
  notice_days: {type: integer, min: 1, max: 60, default: 30, ask: How many days?, why: Time to react.}
owner: legal
status: approved
---
1. {#lock} The [[Lock Period]] is {{ deal.lock.months | unit("month") }}.
2. Customer may leave after {{ terms.notice_days | unit("day") }}, in spite of {{ ref("lock-period#lock") }}.
"""
RULE = """\
id: lock-renews
title: The lock renews itself
family: lock-period
severity: high
why: You are never free.
says: Please delete the renewal of the lock. {vendor} keeps its notice.
ask: {position: preferred}
law: [test-1]
kind: forbidden
any:
  - lock period ... (renews|extends)
tests:
  flag:
    - The lock period renews for 12 months.
    - The Lock Period automatically renews.
    - The lock period extends by a year.
  accept:
    - The lock period never renews.
    - The term renews each year.
    - The lock period is six months.
owner: legal
since: 2026-01-31
"""
KPI = """\
id: first-response-time
name: {en: First response time}
aliases: [FRT]
category: speed
definition: Time until the first answer.
formula: answered in time / all
unit: "%"
direction: higher
target: {typical: 90, floor: 80, evidence: own estimate}
measurement: From the ticket system.
"""
LAW = """\
jurisdiction: test
title: Law for tests
items:
  - {id: test-1, cite: Test Act s. 1, says: Be fair., verified: primary, source: none, as_of: 2026-01-31}
"""
TERMS = """\
terms:
  - {term: Lock Period, means: "the time set by {{ ref('lock-period#lock') }}"}
"""
VOCABULARY = """\
names:
  must not:
    - (must|shall|may) not
    - cannot
"""
PLAYBOOK = """\
id: test
version: 1.0.0
title: For tests
side: customer
types: [msa]
missing: {must: critical, should: medium, nice: null}
lacking: {must: high, should: low}
"""
TEMPLATE = """\
id: msa
type: msa
title: Agreement
version: 1.0.0
about: A template for tests.
parts:
  - {kind: body, id: body, clauses: [lock-period]}
"""

FAMILY_PATH = "families/exit/lock-period/family.yaml"
WORDING_PATH = "families/exit/lock-period/en.preferred.md"
RULE_PATH = "families/exit/lock-period/rules/lock-renews.yaml"

FILES = {
    FAMILY_PATH: FAMILY,
    WORDING_PATH: WORDING,
    RULE_PATH: RULE,
    "kpis/first-response-time.yaml": KPI,
    "law/test.yaml": LAW,
    "definitions/en.yaml": TERMS,
    "vocabulary/en.yaml": VOCABULARY,
    "playbooks/test.yaml": PLAYBOOK,
    "templates/msa/template.yaml": TEMPLATE,
    "templates/msa/shell.docx": "not read in these tests",
}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write files by their paths below ``folder`` and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def write_library(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the small library. ``changes`` name a file's constant and give a text in it and what replaces it."""
    files = dict(FILES)
    for constant, (old, new) in changes.items():
        path = next(path for path, text in FILES.items() if text == globals()[constant])
        assert old in files[path], f"{old!r} is not in {constant}"
        files[path] = files[path].replace(old, new, 1)
    return write_files(folder, files)
