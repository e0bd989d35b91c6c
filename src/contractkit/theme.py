"""The look of a draft: a theme file, the firm's own Word file, the page, a watermark."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from contractkit.errors import LibraryError
from contractkit.findings import Strict
from contractkit.validation import validate
from contractkit.yamltext import YamlText, join_problems

Page = Literal["a4", "letter"]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$")]
FontName = Annotated[str, StringConstraints(pattern=r"^[^<>&\"]{1,60}$")]
_MAX_BYTES = 5_000_000


class Fonts(Strict):
    """Font names as Word lists them. Word shows another font where one is not installed."""

    body: FontName | None = None
    headings: FontName | None = None


class Colours(Strict):
    """Colours as six hexadecimal digits without "#"."""

    headings: Colour | None = None
    aside: Colour | None = Field(default=None, description="Header, footer, subtitle, notes on the cover.")
    lines: Colour | None = Field(default=None, description="Lines of tables and below the header.")
    table_header: Colour | None = Field(default=None, description="Behind the header row of tables.")


class Logo(Strict):
    """A picture on the cover. ``file`` is PNG or JPEG, beside the theme file; ``alt`` is read to who cannot see it."""

    file: str
    height_mm: float = Field(default=14, ge=4, le=60)
    alt: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Theme(Strict):
    """A theme file, schema ``contractkit/theme/1``: fonts, colours, logo, how defined terms look, page size."""

    schema_id: Literal["contractkit/theme/1"] = Field(default="contractkit/theme/1", alias="schema")
    fonts: Fonts = Fonts()
    colours: Colours = Colours()
    logo: Logo | None = None
    defined_terms: Literal["bold", "quoted", "bold-quoted"] = "bold"
    page: Page | None = None


_NO_THEME = Theme()


@dataclass(frozen=True)
class Look:
    """How one draft is dressed. ``logo`` is the picture of the theme, ``reference`` the firm's Word file as bytes.

    ``watermark`` stands behind the text of every page; ``version`` follows the status in the header ("Draft 2").
    """

    theme: Theme = _NO_THEME
    logo: bytes = b""
    reference: bytes = b""
    reference_name: str = ""
    page: Page | None = None
    watermark: str = ""
    version: str = "1"

    @property
    def page_size(self) -> Page | None:
        """The page asked for: on the command line before the theme; None leaves what the template has."""
        return self.page or self.theme.page


_THEME: TypeAdapter[Theme | None] = TypeAdapter(Theme)


def load_look(
    theme: Path | None = None,
    reference: Path | None = None,
    page: Page | None = None,
    watermark: str = "",
    version: str = "1",
) -> Look:
    """Return the look that these files and settings make.

    Raises LibraryError, with file, line and remedy, when the theme or its logo cannot be used, and OSError when the
    reference file cannot be opened.
    """
    found = Theme() if theme is None else load_theme(theme)
    logo = b"" if theme is None or found.logo is None else _logo(theme, found.logo)
    firm = b"" if reference is None else reference.read_bytes()
    name = "" if reference is None else reference.name
    return Look(found, logo, firm, name, page, " ".join(watermark.split()), version.strip() or "1")


def load_theme(path: Path) -> Theme:
    """Return the theme of a YAML file. Raises LibraryError that lists every mistake with its place and remedy."""
    if path.stat().st_size > _MAX_BYTES:
        raise LibraryError(f"{path}: a theme is a small YAML file; this one has {path.stat().st_size:,} bytes")
    try:
        source = YamlText(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise LibraryError(f"{path}: is not text in UTF-8; save it as such") from error
    data, problems = source.parse()
    if problems:
        raise LibraryError(join_problems(problems))
    theme, problems = validate(_THEME, data if data is not None else {}, lambda: source)
    if theme is None or problems:
        raise LibraryError(join_problems(problems))
    return theme


def _logo(theme: Path, logo: Logo) -> bytes:
    path = theme.parent / logo.file
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LibraryError(f"{theme}: logo.file: {path} cannot be read ({error.strerror})") from error
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8")):
        raise LibraryError(f"{theme}: logo.file: {path} is neither PNG nor JPEG; convert it to PNG")
    return data
