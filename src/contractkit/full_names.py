"""Full names of companies: "Lumen Services Limited", with the legal forms of many countries."""

from __future__ import annotations

import re

# A letter that is no small one of Western Europe. A list of all capitals would take milliseconds to compile.
CAPITAL = r"(?![a-z\d_ß-öø-ÿ])\w"

LEGAL_NAME = re.compile(
    r"(?<!\ba )(?<!\ban )(?P<name>(?P<short>(?!(?:Between|And|By|With|Of|From|Whereas|We|You)\b)"
    rf"{CAPITAL}[\w&.,'’-]*(?:\s+(?:&|and|of|de|the|ve|und|et|van|der|y|{CAPITAL}[\w&.'’-]*)){{0,6}}?),?\s+"
    r"(?:Ltd\. Şti|Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|[Ii]nc|INC|Incorporated|Corp|Corporation|CORPORATION|PLC|plc|GmbH"
    r"|AG|S\.?L\.?U?|S\.A|SA|B\.V|BV|N\.V|NV|Lda|SAS|SARL|S\.?r\.?l|S\.?p\.?A|SE|KG|OHG|UG|Oy|AB|ApS|A/S"
    r"|AS(?! [A-Z\"“])|A\.Ş|Ltda|LTDA|LDA|(?:Anonim|Limited) Şirketi"
    r"|Co(?=\.(?!,? ?(?:Ltd|Limited|KG|LTD|LIMITED)))|OÜ|SIA|UAB"
    r"|DAC|Designated Activity Company|Sp\. z o\.o|s\.r\.o|Kft|Zrt|Pty Ltd|BVBA|LIMITED|COMPANY|Company)\b\.?)"
)


def without_form(found: re.Match[str]) -> str:
    """Return a name that LEGAL_NAME found without its legal form: "Lumen Services"."""
    return found["short"].rstrip(", ")


def without_full_stop(name: str) -> str:
    """ "Lumen Services Limited" where it ends a sentence; the point of "Inc." and "S.L." stays."""
    form = name.rsplit(" ", 1)[-1].rstrip(".")
    return name if "." in form or form in ("Inc", "INC", "Ltd", "Corp", "inc") else name.rstrip(".")
