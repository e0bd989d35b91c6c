"""Words that mean one thing in contracts: what lets the text model see a clause in words that it has never met.

Chosen by hand from the meaning of the clause families, not learnt. A word belongs to one concept. Changing a list
changes what the model sees: the weights must then be trained again (``benchmarks/families/train.py``).
"""

from __future__ import annotations

CONCEPTS: dict[str, str] = {
    "favour": "favorable favourable favored favoured favorably favourably preferential favor",
    "comparison": "lower lowest less better best higher highest greater cheaper",
    "others": "other others another third similar comparable similarly",
    "counterparty": (
        "customer customers client clients buyer buyers purchaser purchasers licensee licensees distributor "
        "distributors person persons entity entities reseller resellers"
    ),
    "price": (
        "price prices pricing fee fees rate rates charge charges cost costs tariff royalty royalties discount discounts"
    ),
    "grant": "offer offered offers charged granted accorded extended enjoyed",
    "raise": (
        "increase increases increased increasing raise raised raises escalate escalation adjust adjusted "
        "adjustment adjustments"
    ),
    "reduce": "decrease decreases decreased reduce reduced reduction",
    "ceiling": "exceed exceeds exceeding cap capped maximum ceiling",
    "index": "cpi index inflation consumer",
    "compete": (
        "compete competes competed competing competition competitive competitor competitors noncompete "
        "noncompetition competitively"
    ),
    "exclusive": "exclusive exclusively exclusivity sole solely nonexclusive",
    "negation": "not neither nor never no none",
    "restriction": "refrain prohibited prohibit restricted restrict precluded barred covenants covenant agrees",
    "engage": "engage engaged engaging participate directly indirectly interest",
    "market": "sell sells sold market marketing distribute distribution promote promotion license manufacture",
    "territory": "territory geographic region country worldwide area radius miles",
    "solicit": "solicit solicits soliciting solicitation entice induce recruit divert interfere",
    "employment": "hire hires hired hiring employ employs employed employment",
    "staff": "employee employees personnel staff contractor contractors consultant consultants officer",
    "control": "control controlling ownership owner controlled",
    "merge": (
        "merger mergers merge merged consolidation consolidate acquisition acquire acquires acquired acquiror "
        "reorganization amalgamation"
    ),
    "stake": "assets stock shares voting securities equity shareholders stockholders",
    "assign": "assign assigned assignment assigns transfer transferred transfers transferable delegate",
    "by-law": "operation law",
    "ending": (
        "terminate terminates terminated terminating termination expiration expiry expire expires cancel "
        "cancelled cancellation"
    ),
    "at-will": "convenience reason discretion without option time",
    "cause": "cause breach default material insolvency bankruptcy cure",
    "notice": "notice notify notification written",
    "period": "day days month months year years",
    "after": "following after upon thereafter post survive",
    "hand-over": (
        "return returned destroy delivery deliver cease discontinue wind inventory remaining assistance "
        "transition cooperate"
    ),
    "minimum": "minimum minimums least quota commit commits commitment guarantee guaranteed guarantees shortfall",
    "purchase": "purchase purchases purchased purchasing buy order orders ordered",
    "quantity": "units quantity quantities volume volumes aggregate amount",
    "penalty": "liquidated penalty penalties forfeit forfeiture forfeited",
    "damages": "damages compensate compensation indemnity sum",
    "payment": "pay paid payable pays payment payments",
    "ownership": "own owned owns owning title vest vested vests belong belongs property",
    "creations": (
        "invention inventions improvement improvements work works developments derivative modifications "
        "developed created conceived"
    ),
    "rights": "patent patents copyright copyrights trademark trademarks intellectual",
    "joint": "joint jointly shared co equally undivided",
    "warrant": "warrant warrants warranty warranties warranted",
    "defect": "defect defects defective workmanship materials conform conforms conformity specifications",
    "beneficiary": "beneficiary beneficiaries",
    "enforce": "enforce enforceable enforced remedy remedies claim",
    "benefit": "benefit benefits inure inures intended",
    "exception": "except unless notwithstanding excluding otherwise",
    "renew": "renew renewal renewals renewed renewing extend extension successive automatically",
    "liability": "liability liable liabilities",
    "limitation": "limit limited limitation limitations consequential incidental indirect",
    "insurance": "insurance insured insurer coverage policy policies",
    "audit": "audit audits inspect inspection examine auditors",
    "books": "books records accounts premises facilities",
    "governing-law": "governed governing construed interpreted laws",
}
