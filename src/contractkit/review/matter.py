"""The matter file: one plain YAML file for each negotiation that says what was sent and what was decided.

The history at its end is only ever added to, so it lives well in git, and whatever a person wrote into the file stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, TypeAdapter

from contractkit.errors import UnreadableFileError, UsageError
from contractkit.findings import Severity, Strict
from contractkit.validation import validate
from contractkit.yamltext import YamlText, join_problems, shown_path

IssueStatus = Literal["open", "agreed", "escalated", "accepted"]
STATUSES: tuple[IssueStatus, ...] = ("open", "agreed", "escalated", "accepted")
What = Literal["status", "owner", "approval", "reply", "resolved", "comment", "change", "cell"]
SUFFIX = ".matter.yaml"
_WIDTH = 110


class SentChange(Strict):
    """A tracked change as it was sent: the words before and after ("" before: a new clause)."""

    key: str
    old: str
    new: str


class SentItem(Strict):
    """One issue as it was sent. ``id`` is the finding's id in the report; ``number`` its row in the issues list."""

    id: str
    number: int
    rule: str
    family: str
    severity: Severity
    clause: str
    title: str
    quote: str = ""
    status: IssueStatus = "open"
    owner: str = ""
    approvers: list[str] = []
    comment: bool = False
    change: SentChange | None = None


class SentRound(Strict):
    """A packet that went out: the vendor's file that it is about, and every issue in it.

    ``author`` signed our comments and changes. ``marks`` are fingerprints of the comments and changes that the
    vendor's file held already.
    """

    kind: Literal["sent"] = "sent"
    round: int = Field(ge=1)
    date: str
    document: str
    sha256: str
    packet: str
    pack: Literal["internal", "counterparty"] = "internal"
    playbook: str = ""
    library: str = ""
    author: str = ""
    marks: list[str] = []
    items: list[SentItem] = []


class Decision(Strict):
    """One thing that a person said or did about an issue. ``source`` is the file in which it was found.

    ``finding`` is the id of an issue that was sent, or "new-…" for one that a person raised; ``about`` is its row and
    title, for people who read the file.
    """

    kind: Literal["decision"] = "decision"
    round: int = Field(ge=1)
    date: str
    finding: str
    about: str = ""
    who: str
    source: str
    what: What
    field: str = Field(default="", description="For a changed cell: its column.")
    was: str = ""
    now: str = ""
    why: str = ""


class Conflict(Strict):
    """Two sources that say different things about one issue. A later decision on its status settles it."""

    kind: Literal["conflict"] = "conflict"
    round: int = Field(ge=1)
    date: str
    finding: str
    about: str = ""
    claims: list[str]


Entry = Annotated[SentRound | Decision | Conflict, Field(discriminator="kind")]


class Matter(Strict):
    """A matter file, schema ``contractkit/matter/1``. ``people`` says who holds which roles of the approval matrix."""

    schema_id: Literal["contractkit/matter/1"] = Field(default="contractkit/matter/1", alias="schema")
    matter: str
    people: dict[str, list[str]] = {}
    log: list[Entry] = []

    @property
    def rounds(self) -> list[SentRound]:
        """The last packet of each round, in order; one for our own side goes before one for the other side."""
        latest = {entry.round: entry for entry in self.log if isinstance(entry, SentRound) and entry.pack == "internal"}
        sent = {entry.round: entry for entry in self.log if isinstance(entry, SentRound)} | latest
        return [sent[number] for number in sorted(sent)]


_MATTER: TypeAdapter[Matter | None] = TypeAdapter(Matter)


def load_matter(path: Path) -> Matter:
    """Return the matter of a file. Raises UnreadableFileError with line and remedy for everything that is wrong."""
    return parse_matter(path, _text_of(path))


def parse_matter(path: Path, text: str) -> Matter:
    """Return the matter that ``text`` holds; ``path`` is named in messages. Raises like load_matter."""
    source = YamlText(path, text)
    data, problems = source.parse()
    if not problems and isinstance(data, dict) and data.get("log") is None:
        data.pop("log", None)
    matter, wrong = (None, problems) if problems else validate(_MATTER, data, lambda: source)
    if matter is None:
        raise UnreadableFileError(join_problems(wrong))
    return matter


def new_matter_text(matter: str) -> str:
    """Return the text of a matter file without history."""
    return (
        "# The history of one negotiation: what was sent, and what people decided. contractkit adds to the end only.\n"
        "# Your own comments stay. An entry of yours has the form of the others, with kind: decision.\n"
        "schema: contractkit/matter/1\n"
        f"matter: {matter}\n"
        "# Who holds which role of the approval matrix, such as  Dana Ortiz: [General Counsel]\n"
        "people: {}\n"
        "log:\n"
    )


def with_entries(path: Path, text: str, entries: Iterable[SentRound | Decision | Conflict]) -> str:
    """Return the text of a matter file with entries added at its end and nothing else changed.

    Raises UsageError when the history is not the last part of the file, so that adding to its end would break it.
    """
    before = parse_matter(path, text)
    added = list(entries)
    if not added:
        return text
    lines = text if text.endswith("\n") else f"{text}\n"
    lines = lines.replace("\nlog: []\n", "\nlog:\n") if not before.log else lines
    whole = lines + "".join(_entry_text(entry) for entry in added)
    if parse_matter(path, whole).log != [*before.log, *added]:
        raise UsageError(f'{path}: "log:" must be the last key of the file; move what stands below it above it')
    return whole


class _Plain(yaml.SafeDumper):
    """YAML without anchors, lists indented as people write them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        return super().increase_indent(flow, False)


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Plain.add_representer(str, _text_node)
# YAML 1.2 reads "315473832e29" as a number, PyYAML's older rules do not: such an id needs its quotes.
_Plain.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9.]+[eE][-+]?[0-9]+$"), list("-+.0123456789")
)


def _entry_text(entry: SentRound | Decision | Conflict) -> str:
    data = {"kind": entry.kind, **entry.model_dump(mode="json", exclude_defaults=True, by_alias=True)}
    if isinstance(entry, SentRound):
        data["items"] = [item.model_dump(mode="json", exclude_defaults=True) for item in entry.items]
    text = yaml.dump([data], Dumper=_Plain, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such matter file; contractkit handoff writes it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"{path}: cannot be read as text in UTF-8") from error


def find_matter(places: Iterable[Path]) -> Path:
    """Return the only matter file of the first folder that has one: the given places in order, each before its parent.

    Raises UsageError when there is none, or when that folder has several.
    """
    folders = dict.fromkeys(folder for place in places for folder in (place.resolve(), place.resolve().parent))
    for folder in folders:
        found = sorted(folder.glob(f"*{SUFFIX}"))
        if len(found) > 1:
            names = ", ".join(shown_path(path) for path in found)
            raise UsageError(f"there are several matter files ({names}); name one with --matter FILE")
        if found:
            return found[0]
    shown = " or ".join(str(folder) for folder in list(folders)[:2])
    raise UsageError(f"no matter file (*{SUFFIX}) in {shown}; name it with --matter FILE")


def people_with(people: Mapping[str, list[str]], role: str) -> list[str]:
    """Return the names of those who hold a role."""
    return [name for name, roles in people.items() if role in roles]
