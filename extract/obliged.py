"""Who is to act or abide when that is not the parties themselves: a subject, an agent, an owner, a payer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.actors import Mention
from extract.clauses import Clause, split_words
from extract.lexicon import Entry, find_phrases, labelled
from extract.models import ActorId, Evidence, Force, Span
from extract.offices import NOBODY, office_at, office_of
from extract.parse import Sentence
from extract.parties import Roles, ids, named_group, role_verbs, subject_actors, under_preposition
from extract.verbs import finite_form, is_infinitive

# "udformes af Sundhedsstyrelsen", "følges af en følgegruppe med deltagelse af KL"
_AGENT = re.compile(
    r"\b(\w+)\s(?:(?:løbende|fuldt|delvist|en gang for alle|herefter|samlet)\s)?af\s+"
    r"(?:den\s|de\s(?:\w+e\s)?|en\s\w+\smed deltagelse af\s)?",
    re.IGNORECASE,
)
# "dækkes merudgiften af kommunen": the subject stands between the verb and who is to bear it
_BORNE_INVERTED = re.compile(
    r"\b(?:dækkes|afholdes|betales|finansieres|varetages|løses|udføres)\s\w+(?:en|et|erne|ene)\s(?:herefter\s|fuldt\s)?af\s+",
    re.IGNORECASE,
)
_CALLED = ("opfordres", "tilskyndes", "bedes", "anmodes")
# What a payer gives, at the prices of a year: "51,0 mio. kr. (26-pl) fra kommunerne"
_PAID_AT_PRICES = re.compile(r"\bkr\.?\s+\([^)]*\)\sfra\s+", re.IGNORECASE)
# "I regionerne foretages fuld integration"
_PLACE = re.compile(r"^(?:I|Hos)\s+")
# "den kommunale og regionale andel", "kommunal medfinansiering"
_SHARE = re.compile(
    r"\b(?:(?:kommunal|regional|statslig)e?(?:,\s+|\s+og\s+|\s+))+(?:andel|medfinansiering|egenfinansiering|finansiering)",
    re.IGNORECASE,
)
_ADJECTIVES = {"kommunal": ActorId("kommunerne"), "regional": ActorId("regionerne"), "statslig": ActorId("staten")}
_ADJECTIVE = re.compile(r"\b(kommunal|regional|statslig)e?\b", re.IGNORECASE)
# "udgifterne i kommuner og regioner skal nedbringes": whoever spends is to cut, and to invest.
_CUTTING = re.compile(r"\b(?:nedbringes|reduceres|begrænses|udgøre\s(?:minimum|mindst))\b", re.IGNORECASE)
_SPENT_IN = re.compile(r"\b(?:i|for|hos)\s+", re.IGNORECASE)
# "Heraf udgør kommunernes andel 0,7 mia. kr."
_OWN_PART = re.compile(r"\s+(?:andel|bidrag)\b", re.IGNORECASE)
# "skal have mulighed for" gives leave; "skal ikke fortrænge" denies.
_NO_DUTY = re.compile(
    r"^\s+(?:ikke\b|kunne\b|have (?:nye|flere|bedre|tilført|tildelt|ret)\b|have mulighed|have adgang|være en dialog)"
)
# "FGU skal være et tilbud" tells what it is, and gives nobody a task.
_IS_TO_BE = re.compile(r"\s+(?:være|kunne)\b", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s*[\w-]+\s+")
_WHO_THEN = re.compile(r",?\s+(?:der|som)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    actors: tuple[ActorId, ...]
    span: Span
    rule: str


def find_obliged(
    sentence: Sentence, main: Clause | None, roles: Roles, known: tuple[ActorId, ...], force: Force
) -> Roles:
    """Adds to `roles` who is to act or abide, when that is somebody else than, or only some of, the parties."""
    found: list[_Found] = []
    asks = main is not None and sentence.verb(main) in role_verbs("asking")
    if main is not None and not asks and (force == "require" or sentence.verb(main) in _CALLED):
        found += _acting(sentence, main, known)
    for clause in sentence.clauses:
        if clause.opener == "at" and _binds(sentence, clause, force):
            found += _acting(sentence, clause, known)
        elif clause.opener == "som" and _charges(sentence, clause):
            found += [one for one in _acting(sentence, clause, known) if one.rule == "obliged.subject"]
    found += _told(sentence, "before")
    found += _agents(sentence)
    found += _named_after(sentence, _BORNE_INVERTED, "obliged.agent")
    found += _named_after(sentence, _PAID_AT_PRICES, "obliged.payer")
    found += _told_after(sentence)
    if main is not None and main.form == "passive":
        found += _named_after(sentence, _PLACE, "obliged.place")
    if force == "allocate":
        found += _told(sentence, "sharing")
        found += _sharing(sentence.text)
        found += [
            _Found((m.actor,), m.span, "obliged.share")
            for m in sentence.mentions
            if m.genitive and _OWN_PART.match(sentence.text, m.span.end)
        ]
    if force == "allocate" and main is not None and sentence.verb(main) in role_verbs("paying") and roles.parties:
        payer = next((e for e in roles.evidence if e.field == "party"), None)
        if payer is not None:
            found += [_Found(roles.parties, Span(start=payer.start, end=payer.end), "obliged.payer")]
            roles = Roles()
    return _with(sentence.text, roles, found)


def _with(text: str, roles: Roles, found: list[_Found]) -> Roles:
    actors = tuple(dict.fromkeys(actor for one in found for actor in one.actors))
    if not actors or set(actors) == set(roles.parties):
        return roles
    evidence = tuple(
        Evidence(
            field="obliged",
            words=text[one.span.start : one.span.end],
            start=one.span.start,
            end=one.span.end,
            rule=one.rule,
        )
        for one in found
    )
    return Roles(parties=roles.parties, obliged=actors, evidence=roles.evidence + evidence)


def _charges(sentence: Sentence, clause: Clause) -> bool:
    """Whether a relative clause gives its subject something to do: "som regionerne skal bygge", "som KL udarbejder"."""
    verb, rest = sentence.verb(clause), sentence.text[clause.verb.end :].lower()
    return verb == "skal" or verb in role_verbs("charged") or (verb == "har" and rest.startswith(" ansvaret"))


def _binds(sentence: Sentence, clause: Clause, force: Force) -> bool:
    """Whether an "at"-clause binds its subject: not what it may, is able to, has done, or is done to it."""
    verb, rest = sentence.verb(clause), sentence.text[clause.verb.end :].lower()
    if _only_said(sentence, clause):
        return False
    if _NO_DUTY.match(rest) or sentence.text[clause.front.start : clause.verb.start].rstrip().endswith(" ikke"):
        return False
    if verb == "skulle":
        return force == "recall" and sentence.text.lower().startswith(("det var", "der var", "med "))
    if verb in ("skal", "bør", "overholdes") or _CUTTING.match(verb):
        return True
    if verb == "vil":
        done = " blive " in rest[:40] or rest.startswith((" kunne", " være", " få"))
        return not done or rest.startswith(" være i dialog")
    if verb == "har":
        done = rest.startswith(" leveret") and ("senest" in rest or "inden " in rest)
        return "ansvar" in rest[:20] or rest.startswith((" fokus", " taget")) or done
    return clause.form in ("present", "maybe") and verb not in role_verbs("describing")


def _acting(sentence: Sentence, clause: Clause, known: tuple[ActorId, ...]) -> list[_Found]:
    """Whom the subject of a binding clause names: themselves, as owners ("kommunernes udgifter"), by an adjective."""
    actors, span = subject_actors(sentence, clause, known)
    if not actors and not any(clause.subject.start <= m.span.start < clause.subject.end for m in sentence.mentions):
        actors, span = (
            NOBODY if _IS_TO_BE.match(sentence.text, clause.verb.end) else office_of(sentence.text, clause.subject)
        )
    if sentence.verb(clause) == "skal" and _is_acted_on(sentence, clause):
        actors = ()
    if actors and span is not None:
        return [_Found(actors, span, "obliged.subject")]
    text, subject = sentence.text, clause.subject
    cutting = _CUTTING.match(text, clause.verb.start) or _CUTTING.search(text, clause.verb.end, clause.verb.end + 40)
    if cutting:
        return _spending(sentence, subject)
    if sentence.verb(clause) not in role_verbs("keeping"):
        return []
    for owner in sentence.mentions:
        inside = subject.start <= owner.span.start < subject.end and not under_preposition(
            text[subject.start : owner.span.start]
        )
        if owner.genitive and inside and owner.actor in _ADJECTIVES.values():
            return [_Found((owner.actor,), owner.span, "obliged.owner")]
    match = _ADJECTIVE.search(text, subject.start, subject.end)
    if match and not under_preposition(text[subject.start : match.start()]):
        return [
            _Found(
                (_ADJECTIVES[match.group(1).lower()],), Span(start=match.start(), end=match.end()), "obliged.adjective"
            )
        ]
    return []


def _is_acted_on(sentence: Sentence, clause: Clause) -> bool:
    """Whether something is to be done to the subject: "Administrationen skal reduceres"."""
    for word in split_words(sentence.text[clause.verb.end :])[:4]:
        if word.text.endswith("s") and finite_form(word.text) == "passive":
            return True
        if is_infinitive(word.text) or not word.text[0].isalpha():
            return False
    return False


def _spending(sentence: Sentence, subject: Span) -> list[_Found]:
    """Whose money is to be cut: "kommunernes udgifter", "de kommunale og regionale udgifter", "udgifter i kommuner"."""
    text = sentence.text
    found = [
        _Found((owner.actor,), owner.span, "obliged.owner")
        for owner in sentence.mentions
        if owner.genitive and subject.start <= owner.span.start < subject.end
    ]
    found += [
        one
        for m in _SPENT_IN.finditer(text, subject.start, subject.end)
        for one in _group_at(sentence, m.end(), "obliged.spender")
    ]
    found += [
        _Found((_ADJECTIVES[match.group(1).lower()],), Span(start=match.start(), end=match.end()), "obliged.adjective")
        for match in _ADJECTIVE.finditer(text, subject.start, subject.end)
    ]
    return found


def _sharing(text: str) -> list[_Found]:
    """Who bears a share: "den statslige, regionale og kommunale finansiering"."""
    return [
        _Found(
            tuple(_ADJECTIVES[word.lower()] for word in _ADJECTIVE.findall(match.group())),
            Span(start=match.start(), end=match.end()),
            "obliged.share",
        )
        for match in _SHARE.finditer(text)
    ]


def _agents(sentence: Sentence) -> list[_Found]:
    """Who does what a passive says is done: "fordeles af Indenrigsministeriet"."""
    beside = {clause.verb.start for clause in sentence.clauses if clause.opener in ("som", "der")}
    ends = [
        m.end()
        for m in _AGENT.finditer(sentence.text)
        if finite_form(m.group(1).lower()) == "passive"
        and m.group(1).lower() not in role_verbs("using")
        and m.start() not in beside
    ]
    return [one for end in ends for one in _group_at(sentence, end, "obliged.agent")]


def _told(sentence: Sentence, label: str) -> list[_Found]:
    """Whom the phrases of a label name right after them: "opfordrer samtidig skolebestyrelserne"."""
    found: list[_Found] = []
    for _, end, entry in find_phrases(labelled("obliged", label), sentence.text):
        group: list[_Found] = []
        for place in _places(sentence.text, end, int(entry.get("skip", "0"))):
            group = group or _group_at(sentence, place, _rule(entry))
        if entry.get("then") and group and not _WHO_THEN.match(sentence.text, group[0].span.end):
            continue
        found += group
    return found


def _places(text: str, end: int, skip: int) -> Iterator[int]:
    """Where a name may begin behind a phrase that ends at `end`: at once, or after up to `skip` words."""
    place = end
    for _ in range(skip + 1):
        word = _NEXT_WORD.match(text, place)
        yield place + len(text[place:]) - len(text[place:].lstrip())
        if word is None or word.group().rstrip().endswith("s"):  # whose they are says who they are
            return
        place = word.end()


def _told_after(sentence: Sentence) -> list[_Found]:
    """Whom phrases follow that say so: "Ældreministeriet, der bærer udgiften"."""
    found = []
    for start, _, entry in find_phrases(labelled("obliged", "after"), sentence.text):
        before = sentence.text[:start].rstrip(" ,\n")
        found += [
            _Found((m.actor,), m.span, _rule(entry))
            for m in sentence.mentions
            if m.span.end == len(before) and m.genitive == bool(entry.get("owner"))
        ]
    return found


def _rule(entry: Entry) -> str:
    return "obliged." + entry.id.partition(".")[2]


def _only_said(sentence: Sentence, clause: Clause) -> bool:
    """Whether the words before an "at"-clause make of it a consequence or a judgement: "således at kommunerne ..."."""
    before = sentence.text[: clause.front.start]
    return any(end == len(before.rstrip()) for _, end, _ in find_phrases(labelled("obliged", "only-said"), before))


def _named_after(sentence: Sentence, pattern: re.Pattern[str], rule: str) -> list[_Found]:
    return [one for match in pattern.finditer(sentence.text) for one in _group_at(sentence, match.end(), rule)]


def _group_at(sentence: Sentence, start: int, rule: str) -> list[_Found]:
    owner = next((m for m in sentence.mentions if m.genitive and m.span.start == start), None)
    group: tuple[Mention, ...] = (
        (owner,) if owner and rule == "obliged.entrusted" else named_group(sentence.text, start, sentence.mentions)
    )
    if group:
        return [_Found(ids(group), Span(start=group[0].span.start, end=group[-1].span.end), rule)]
    actors, span = office_at(sentence.text, start)
    return [_Found(actors, span, rule)] if span else []
