"""One document under judgement: what is known of it, and what the playbook asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from contractkit.document import Document
from contractkit.findings import DocumentType, Need
from contractkit.library.catalogue import Library
from contractkit.library.models import Family, Playbook
from contractkit.rules.context import Context


@dataclass(frozen=True)
class Case:
    """A document as evidence, the library and playbook that judge it, and the kind of contract that it is."""

    context: Context
    library: Library
    playbook: Playbook
    kind: DocumentType

    @property
    def document(self) -> Document:
        """The document that is judged."""
        return self.context.evidence.document

    @property
    def customer(self) -> str:
        """The customer's first name in the document."""
        return self.context.evidence.roles.customer[0]

    @property
    def vendor(self) -> str:
        """The vendor's first name in the document."""
        return self.context.evidence.roles.vendor[0]

    def need(self, family: Family) -> Need | None:
        """Return how much this kind of contract needs ``family``; None when it does not."""
        overrides = self.playbook.needs.get(self.kind, {})
        return overrides[family.id] if family.id in overrides else family.need.get(self.kind)

    def named(self, text: str) -> str:
        """Return a text of the library with the names of the parties for {customer} and {vendor}."""
        return text.replace("{customer}", self.customer).replace("{vendor}", self.vendor).strip()
