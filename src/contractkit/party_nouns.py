"""Nouns that say whether a party performs or pays: "Supplier", "Ordering Party", "Auftraggeber"."""

from __future__ import annotations

import re

# Nouns that settle a role wherever they name a party of a services contract.
VENDOR_NOUNS = (
    "Vendor", "Service Provider", "Provider", "Supplier", "Agency", "Contractor", "Consultant", "Outsourcer",
    "Data Processor", "Processor", "Servicer", "Service Company", "Agent", "Seller", "Licensor", "Operator",
    "Outsourcing Partner", "Service Partner", "Support Partner", "Subcontractor", "Consultancy",
)  # fmt: skip
CUSTOMER_NOUNS = (
    "Customer", "Client", "Buyer", "Purchaser", "Principal", "Data Controller", "Controller", "Merchant", "Retailer",
    "Brand", "Brand Owner", "Recipient", "Licensee", "Store", "Shop", "E-commerce Company", "Service Recipient",
    "Subscriber", "Ordering Party", "Commissioning Party", "Contracting Authority", "Trader",
)  # fmt: skip
# These name a party only when the document defines them so.
OFTEN_NO_PARTY = {
    "Agent", "Operator", "Store", "Shop", "Brand", "Seller", "Recipient", "Principal", "Processor", "Buyer",
    "Purchaser", "Trader", "Subscriber", "Subcontractor",
}  # fmt: skip
# Nouns that a text rarely uses without defining them, and those of other languages that translations keep.
_VENDORS_DEFINED = (
    "contracted party", "contracted company", "hired party", "hired company", "performing party", "executing party",
    "call centre", "call center", "contact centre", "contact center", "bureau", "data importer", "outsourcee",
    "freelancer", "executor",
    "service supplier", "service contractor",
    "auftragnehmer", "auftragnehmerin", "dienstleister", "auftragsverarbeiter", "prestataire", "opdrachtnemer",
    "dienstverlener", "verwerker", "contratada", "contratado", "contratista", "proveedor", "prestador", "prestadora",
    "fornecedor", "fornecedora", "appaltatore", "fornitore", "wykonawca", "zleceniobiorca", "poskytovatel",
    "dodavatel", "zhotovitel", "leverandør", "leverandor", "leverantör", "leverantor", "uppdragstagare", "toimittaja",
    "palveluntarjoaja", "yüklenici", "hizmet sağlayıcı", "szolgáltató", "vállalkozó", "prestator", "furnizor",
)  # fmt: skip
_CUSTOMERS_DEFINED = (
    "hiring party", "hiring company", "commissioning company", "ordering company", "ordering customer", "employer",
    "data exporter", "end client", "procuring party", "shopkeeper", "shop owner", "online retailer", "shop operator",
    "client company", "purchasing party", "acquirer", "account holder",
    "auftraggeber", "auftraggeberin", "besteller", "opdrachtgever", "afnemer", "klant", "donneur d'ordre",
    "contratante", "cliente", "comitente", "committente", "zamawiający", "zleceniodawca", "objednatel", "zákazník",
    "oppdragsgiver", "kunde", "ordregiver", "uppdragsgivare", "beställare", "kund", "tilaaja", "asiakas", "müşteri",
    "iş sahibi", "megrendelő", "megbízó", "beneficiar",
)  # fmt: skip
_ROLES = {
    **{noun.lower(): "vendor" for noun in (*VENDOR_NOUNS, *_VENDORS_DEFINED)},
    **{noun.lower(): "customer" for noun in (*CUSTOMER_NOUNS, *_CUSTOMERS_DEFINED)},
}
# What stands before a name in an order, a proposal or a cover table, and says which side it is on.
_LABELS = {
    "customer": re.compile(
        r"(?:(?:ordered|purchased|bought|commissioned|engaged) by|(?:bill(?:ed)?|sold|invoice|submitted|presented"
        r"|addressed) to|(?:prepared|proposal|offer|quotation|estimate) for"
        r"|(?:buyer|purchaser|recipient|customer|client) (?:of|for|of the) .{1,30}"
        r"|customer (?:name|details|information)|client (?:name|details))",
        re.IGNORECASE,
    ),
    "vendor": re.compile(
        r"(?:(?:prepared|submitted|provided|performed|delivered|issued|offered|quoted) by|(?:provider|supplier|seller"
        r"|performer) (?:of|for) .{1,30}|(?:supplier|vendor|provider) (?:name|details|information))",
        re.IGNORECASE,
    ),
}


def noun_role(name: str) -> str | None:
    """Return the role that a noun such as "Supplier" settles, or None."""
    return _ROLES.get(name.lower())


def label_role(label: str) -> str | None:
    """Return the role of whoever is named beside ``label`` ("Client", "Prepared for"), or None."""
    found = noun_role(label)
    return found or next((role for role, pattern in _LABELS.items() if pattern.fullmatch(label)), None)


def leaning_of_name(name: str) -> str | None:
    """Return the role that a name hints at by its main word ("the Toy Shop", "Seller of Services"), or None."""
    words = re.split(r" (?:of|for) ", name)[0].split()
    return noun_role(words[-1]) if words and (len(words) > 1 or words[0] != name) else None
