"""The language of a text from its commonest words."""

from __future__ import annotations

import pytest

from contractkit.language import guess_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The Vendor must answer the enquiries of the Client and keep a record of each.", "en"),
        ("El Proveedor deberá responder a las consultas del Cliente y llevar un registro de cada una.", "es"),
        ("Der Anbieter beantwortet die Anfragen des Kunden und führt ein Verzeichnis der Anfragen.", "de"),
        ("Le prestataire répond aux demandes du client et tient un registre des demandes.", "fr"),
        ("Il fornitore risponde alle richieste del cliente e le registra con una nota per la parte.", "it"),
        ("O fornecedor responde aos pedidos do cliente e mantém um registo de todos os pedidos.", "pt"),
        ("De leverancier beantwoordt de vragen van de klant en houdt een register van het werk bij.", "nl"),
    ],
)
def test_languages(text: str, tag: str) -> None:
    assert guess_language(text) == tag


def test_too_few_words_leave_the_default() -> None:
    assert guess_language("SLA 99 %") == "en"
    assert guess_language("SLA 99 %", "fr") == "fr"
