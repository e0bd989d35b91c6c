"""``contractkit inspect``: where a draft comes from, and whether the file is sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contractkit.cli.options import format_option, limit_option
from contractkit.cli.output import format_by, need_other_name, write_or_print

if TYPE_CHECKING:
    from contractkit.word.limits import Limits
    from contractkit.word.passport import Comparison, Passport
    from contractkit.word.quality import Certificate

_FORMATS = ("text", "json")
_LISTED = 50


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--quality", is_flag=True, help="Add the quality certificate.")
@format_option(*_FORMATS)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Write to this file.")
@limit_option
def inspect(file: Path, quality: bool, output_format: str | None, output: Path | None, limits: Limits) -> int:
    """Show the passport of a draft and, with --quality, the certificate of its Word file.

    The passport says which template, deal and library a draft was made from, which clause and version each paragraph
    is, and which paragraphs have been changed since. The certificate counts what Word would repair, ask about or show
    wrongly; it works for every Word file.

    \b
    Examples:
      contractkit inspect agreement.docx
      contractkit inspect agreement.docx --quality
      contractkit inspect returned.docx --format json

    Exit status: 0 done, 1 the certificate has faults, 2 wrong use, 3 the file cannot be read.
    """
    need_other_name(output, file)
    chosen = output_format or format_by(output, *_FORMATS)
    from contractkit.word.passport import compare_with_passport, read_passport
    from contractkit.word.quality import inspect_quality

    passport, comparison = read_passport(file, limits), compare_with_passport(file, limits)
    certificate = inspect_quality(file, limits=limits) if quality else None
    if chosen == "json":
        import json

        found = {"schema": "contractkit/inspect/1", "file": file.name, "passport": _passport_data(passport, comparison)}
        if certificate is not None:
            found["quality"] = _certificate_data(certificate)
        write_or_print(output, json.dumps(found, ensure_ascii=False, indent=2))
    else:
        lines = [str(file), "", *_passport_lines(passport, comparison)]
        lines += [] if certificate is None else ["", *_certificate_lines(certificate)]
        write_or_print(output, "\n".join(lines))
    return int(certificate is not None and not certificate.passed)


def _passport_data(passport: Passport | None, comparison: Comparison | None) -> dict[str, Any] | None:
    if passport is None or comparison is None:
        return None
    changed = {stamp.paragraph for stamp in comparison.changed}
    gone = {stamp.paragraph for stamp in comparison.gone}
    return {
        "reference": passport.reference,
        "template": passport.template,
        "deal_sha256": passport.deal,
        "library_sha256": passport.library,
        "paragraphs": [
            {
                "id": stamp.paragraph,
                "clause": stamp.clause,
                "text": stamp.text,
                "state": "gone" if stamp.paragraph in gone else "changed" if stamp.paragraph in changed else "kept",
            }
            for stamp in passport.stamps
        ],
    }


def _certificate_data(certificate: Certificate) -> dict[str, Any]:
    return {
        "sha256": certificate.sha256,
        "passed": certificate.passed,
        "looked_at": dict(certificate.looked_at),
        "faults": certificate.counts,
        "places": [
            {"kind": fault.kind, "place": fault.place, "message": fault.message} for fault in certificate.faults
        ],
    }


def _passport_lines(passport: Passport | None, comparison: Comparison | None) -> list[str]:
    if passport is None or comparison is None:
        return ["Passport: none. This file was not drafted by contractkit, or a program removed it."]
    from collections import Counter

    counts = Counter(stamp.clause for stamp in passport.stamps)
    touched = Counter(stamp.clause for stamp in (*comparison.changed, *comparison.gone))
    lines = [
        "Passport",
        f"  reference  {passport.reference}",
        f"  template   {passport.template}",
        f"  deal       sha256 {passport.deal}",
        f"  library    sha256 {passport.library}",
        f"  text       {len(comparison.kept)} of {len(passport.stamps)} paragraphs as drafted, "
        f"{len(comparison.changed)} changed, {len(comparison.gone)} gone",
        f"  clauses    {len(counts)}",
    ]
    for clause, count in counts.items():
        note = f", {touched[clause]} changed or gone" if touched[clause] else ""
        lines.append(f"    {clause}: {count} paragraph{'s' if count > 1 else ''}{note}")
    return lines


def _certificate_lines(certificate: Certificate) -> list[str]:
    from contractkit.word.faults import FAULTS

    looked_at = ", ".join(f"{count:,} {name}" for name, count in certificate.looked_at.items())
    lines = [f"Quality: {'passed' if certificate.passed else 'not passed'}", f"  looked at {looked_at}"]
    lines += [f"  {certificate.counts[kind]:>5} {about}" for kind, about in FAULTS.items()]
    for fault in certificate.faults[:_LISTED]:
        lines.append(f"  - {fault}")
    if len(certificate.faults) > _LISTED:
        lines.append(f"  and {len(certificate.faults) - _LISTED} more; --format json lists all")
    return lines
