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


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("يلتزم المورد بتقديم خدمات دعم العملاء.", "ar"),
        ("乙方应为甲方提供客户支持服务。", "zh"),
        ("受託者は、委託者の顧客からの問い合わせに対応する。", "ja"),
        ("수탁자는 고객 지원 서비스를 제공한다.", "ko"),
        ("Исполнитель отвечает на обращения клиентов.", "ru"),
        ("Ο πάροχος απαντά στα αιτήματα των πελατών.", "el"),
        ("הספק ישיב לפניות הלקוחות.", "he"),
        ("ผู้ให้บริการตอบคำถามของลูกค้า", "th"),
        ("प्रदाता ग्राहकों के प्रश्नों का उत्तर देता है।", "hi"),
    ],
)
def test_other_scripts(text: str, tag: str) -> None:
    assert guess_language(text) == tag
    assert guess_language(f"{text} SLA 99 %") == tag


def test_names_in_another_script_do_not_make_an_english_text_foreign() -> None:
    text = "The Vendor (乙方) must answer the enquiries of the Client (甲方) and keep a record of each. μ"
    assert guess_language(text) == "en"


def test_too_few_words_leave_the_default() -> None:
    assert guess_language("SLA 99 %") == "en"
    assert guess_language("SLA 99 %", "fr") == "fr"
