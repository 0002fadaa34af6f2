"""A question of a few words, such as "and in 2021?", filled from the question before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.phrases import TIME, Kind, Phrase, phrases

_BE = "is|are|was|were"
_AUXILIARY = rf"(?:{_BE}|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
_THINGS = rf"(?: (?!{_AUXILIARY}|(?:of|about|an?|the|i|you|he|she|it|we|they|them|this|that)\b)[\w-]+){{0,3}}?"
_ASKS = (
    r"(?:(?:for|in|on|at|by|to|from|since|until) )?"
    rf"(?:how (?:much|many|long|old|often|far|big|high)\b{_THINGS}|(?:what|which|whose){_THINGS}"
    r"|whom?|when|where|why|how)"
)
LEAD = re.compile(
    r"^(?:(?:and|so|but|ok|okay|also|then|or|well|sure|yes|no|thanks|oh|wow|great|nice|interesting|hmm)\b[,.!]* )+",
    re.IGNORECASE,
)
_FULL = re.compile(rf"(?P<ask>{_ASKS}) (?P<verb>{_AUXILIARY})(?P<rest>.*)", re.IGNORECASE)
_ASK_ALONE = re.compile(rf"(?P<ask>{_ASKS})", re.IGNORECASE)
_OF_THAT = re.compile(
    r"(?P<ask>when|where|why|how|who) (?:(?:was|is|were) (?:that|this|it)"
    r"|(?:did|does) (?:that|this|it) (?:happen|take place|occur)|did (?:that|they do that|it))",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^(?:what|how) about (?:the )?|^(?:no,? |oh,? |sorry,? )*i mean(?:t)? ", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:for|in|on|at|by|to|from|of|with|about|since|under)\b(?= )", re.IGNORECASE)
_CLAUSE = re.compile(
    rf"\b(?:{_AUXILIARY}|what|who|when|where|why|how|which|tell|explain|describe|name)\b", re.IGNORECASE
)
_OWN = re.compile(r"^(?:its|his|her|their) ", re.IGNORECASE)
COUNTED = re.compile(
    rf"^(?P<ask>how many|which|what) (?P<things>.+?) (?P<verb>{_BE}) "
    r"(?P<done>\w+(?:ed|en|wn|old|aid|ut))\b(?P<rest>.*)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:(?P<things>.+) )?(?P<done>\w{2,}ed)", re.IGNORECASE)
_DID_WHAT = re.compile(r"^who (?P<done>\w+ed|found|won|made|wrote|built|sold|bought|led) (?P<things>.+)", re.IGNORECASE)
_SAID_WHAT = re.compile(r"^who (?:said|says) (?:that )?(?P<what>.+)", re.IGNORECASE)

_PLACING = frozenset({"in", "at", "since", "under"})

MOST_WORDS = 6
"""Of a question that names only what it exchanges."""


@dataclass(frozen=True, slots=True)
class _Fragment:
    """What a short question names: the words, and the preposition before them, empty where there is none."""

    text: str
    preposition: str


def filled(question: str, before: str) -> str | None:
    """The question before with the part exchanged that this one names; None where it is no such question.

    Both without conversation around them: `before` stands alone.
    """
    if not before or not _CLAUSE.search(before):
        return None
    before = before.strip().rstrip("?.! ")
    short = LEAD.sub("", " ".join(question.split())).rstrip("?.! ")
    if asked := _OF_THAT.fullmatch(short) or _ASK_ALONE.fullmatch(short):
        return _asked_anew(asked["ask"], before)
    fragment = _fragment(question, short)
    if not fragment:
        return None
    made = _with_time(fragment, before) or _with_deed(fragment, before) or _with_phrase(fragment, before)
    return made and f"{made}?"


def _asked_anew(ask: str, before: str) -> str | None:
    """The question before with another question word: "How much was Didi fined?", "when?"."""
    ask = ask[0].upper() + ask[1:]
    counted, full = COUNTED.match(before), _FULL.match(before)
    if counted and not ask.lower().startswith(("how many", "which", "what")):
        return f"{ask} {counted['verb']} {counted['things']} {counted['done']}{counted['rest']}?"
    if full:
        rest = re.sub(r" (?:for|of|about|in|on|at|from|to|with)$", "", full["rest"])
        return f"{ask} {full['verb']}{rest}?"
    if said := _SAID_WHAT.match(before):
        return f"{ask} was it said that {said['what']}?"
    if (deed := _DID_WHAT.match(before)) and ask.lower() != "who":
        return f"{ask} was {deed['things']} {deed['done']}?"
    return None


def _fragment(question: str, short: str) -> _Fragment | None:
    """What a question without a verb names; a bare one has to be a name or a time, since it may be a new topic."""
    text = ABOUT.sub("", short)
    led = text != short or short != question.strip().rstrip("?.! ")
    found = _PREPOSITION.match(text)
    preposition = found.group().lower() if found else ""
    text = text[len(preposition) :].strip()
    if not text or len(text.split()) > MOST_WORDS or _CLAUSE.search(text) or "," in text:
        return None
    if not led and not (TIME.fullmatch(text) or (_is_name(text) and question.rstrip().endswith("?"))):
        return None
    return _Fragment(text, preposition)


def _is_name(text: str) -> bool:
    return all(word[0].isupper() for word in text.split())


def _with_time(fragment: _Fragment, before: str) -> str | None:
    """The question at another time; the old one goes, or there was none."""
    if not TIME.fullmatch(fragment.text):
        return None
    times = [time for time in TIME.finditer(before)]
    if times:
        old = times[-1]
        return before[: old.start()] + fragment.text + before[old.end() :]
    return f"{before} {fragment.preposition or 'in'} {fragment.text}"


def _with_deed(fragment: _Fragment, before: str) -> str | None:
    """ "How many apps were removed?", "and added?", "and websites closed?"."""
    asked, deed = COUNTED.match(before), _DONE.fullmatch(fragment.text)
    if not asked or not deed or fragment.preposition:
        return None
    time = TIME.search(asked["rest"])
    when = f" in {time.group()}" if time else ""
    rest = when if deed["things"] else asked["rest"]
    return f"{asked['ask']} {deed['things'] or asked['things']} {asked['verb']} {deed['done']}{rest}"


def _with_phrase(fragment: _Fragment, before: str) -> str | None:
    """The question with the phrase exchanged that is most like the one named."""
    new, own = re.subn(_OWN, "", fragment.text)
    known = [phrase for phrase in phrases(before) if phrase.kind is not Kind.TIME]
    found = [phrase for phrase in phrases(new) if phrase.kind is not Kind.TIME]
    if not known or not found:
        return None
    heads = {phrase.head for phrase in known}
    if len(found) > 1 and found[0].head in heads and found[-1].head not in heads:
        new = found[-1].text  # "the causes in Asia" after "the causes in Africa"
    old = _like(found[-1], fragment, known, before)
    if old is None or (own and not before[: old.start].endswith(("'s ", "’s ", "s' "))):
        return None
    new = re.sub(r"['’]s$", "", new)
    if not old.text:
        return f"{before} {fragment.preposition} {new}"
    return re.sub(r"\b(?:a|an|the) $", "", before[: old.start]) + new + before[old.end :]


def _like(new: Phrase, fragment: _Fragment, known: list[Phrase], before: str) -> Phrase | None:
    """The phrase that a new one takes the place of: after the same preposition, of the same head, of the same kind."""
    if fragment.preposition:
        ends = f" {fragment.preposition} "
        after = [one for one in known if re.sub(r"(?:a|an|the) $", "", before[: one.start]).endswith(ends)]
        end = Phrase("", len(before), len(before), Kind.WORDS)
        return after[-1] if after else end if fragment.preposition in _PLACING else None
    same = [one for one in known if one.head == new.head]
    alike = [one for one in known if one.kind is new.kind]
    if new.named:
        named = [one for one in known if one.named]
        return next(iter(same or alike or named), None)
    counted = re.match(r"(?:how many|which) ", before, re.IGNORECASE)
    return next(reversed(same or (known[:1] if counted else []) or _after_about(known, before)), None)


def _after_about(known: list[Phrase], before: str) -> list[Phrase]:
    return [one for one in known if re.search(r" about (?:the )?$", before[: one.start])]
