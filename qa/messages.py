"""What a message wants that is no question to the articles: a greeting, the list of articles, a summary, and so on.

Such a message is answered by an `Answer` too. Where it asks for text of the articles, a summary or everything on a
subject, the answer has claims with citations as always. Where there is something to tell and nothing to quote, it has
`said`, words of the program itself, and neither claims nor reason. What cannot be served gets a `reason`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum

LONGEST = 2_000
"""Characters of a question; more is a text pasted by mistake."""

LONGEST_TALK = 120
"""Characters of a greeting, of thanks, or of a question about the program."""


class Kind(Enum):
    """What a message wants; most are a QUESTION."""

    QUESTION = "question"
    EMPTY = "empty"
    LONG = "long"
    OTHER_SCRIPT = "other script"
    GREETING = "greeting"
    THANKS = "thanks"
    ABILITIES = "abilities"
    ORDER = "order"
    ARTICLES = "articles"
    SUMMARY = "summary"
    EVERYTHING = "everything"


_POLITE = r"(?:please|pls|thanks|thank you)"
_START = rf"(?:(?:hi|hello|hey|ok|okay|{_POLITE})\b[ ,.!]*)*(?:(?:can|could|would|will) you )?(?:{_POLITE} )?"
_ARTICLE = r"(?:articles?|texts?|documents?|stories|story|reports?|news|sources?|files?|piece)"

_PATTERNS = {
    Kind.GREETING: r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|how are you(?: doing)?"
    r"|how do you do|what['’]?s up|bye|goodbye|good night|see you)"
    r"(?: (?:there|all|everyone|again|bot|clippings|later))*",
    Kind.THANKS: r"(?:(?:ok(?:ay)?|great|cool|nice|perfect|wow|good|yes|no|alright|got it|very (?:good|helpful)"
    r"|(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot)?|thx|cheers"
    r"|that(?: was|['’]s| is)(?: very| really)? (?:helpful|great|good|all|nice|useful|enough)"
    r"|well done|good (?:job|work|bot))\b[ ,.!]*)+",
    Kind.ABILITIES: r"(?:help(?: me)?|(?:so )?what (?:can|do) you (?:do|know)(?: for me)?|who are you|what are you"
    r"|how do you work|how does this work|what is (?:this|clippings)|what can i ask(?: you)?|how can you help(?: me)?"
    r"|are you (?:a bot|an ai|human|chatgpt)"
    r"|what (?:kinds? of |sorts? of )?questions can (?:i ask|you answer))",
    Kind.ARTICLES: rf"(?:(?:which|what|how many) {_ARTICLE} (?:do you (?:have|know|hold)|are (?:there|here|loaded"
    r"|available|in (?:here|the library))|have you(?: got)?|can you (?:search|read|see))"
    rf"|(?:list|show|give)(?: me)?(?: all)?(?: of)?(?: the| your)? {_ARTICLE}"
    rf"|what(?: is|['’]s) in (?:the|your) (?:library|corpus|{_ARTICLE})"
    rf"|what (?:is|are) (?:the|your|these|this) {_ARTICLE}(?: about)?|what do you have)",
}

_SUMMARY = re.compile(
    rf"{_START}(?:(?:give me |write |i (?:want|need) )?an? (?:short |brief )?(?:summary|overview) (?:of|on|about)"
    r"|summari[sz]e|sum up|tl;?dr:?)(?: for me)?\b"
    rf"(?P<about>(?! (?:what|how|why|the (?:reasons?|rules|measures|positions?)) ).*)",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(
    rf"{_START}(?:(?:show|tell|give|find)(?: me)? (?:everything|all)(?: (?:that )?you (?:have|know)| there is)?"
    rf"|what do you (?:have|know)|(?:show|give|find)(?: me)?(?: all(?: the)?)? {_ARTICLE})"
    r" (?:on|about|of|regarding|mentioning) (?P<about>.+)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:ignore|forget|disregard|override)\b.{0,20}\b(?:your|previous|prior|above|earlier|all|any)\b.{0,20}\b"
    r"(?:instructions?|rules|prompts?|told)\b"
    r"|\b(?:reveal|print|show|repeat|tell me)\b.{0,30}\b(?:system|hidden|initial|your) (?:prompt|instructions?)\b"
    r"|\byou are now\b|\bact as (?:an?|if)\b|\bpretend (?:to be|that you)\b|\bjailbreak\b",
    re.IGNORECASE | re.DOTALL,
)
_THE_ARTICLE = re.compile(
    rf"(?:this|that|the|it|them|these|those|both|all|last|first|of|{_ARTICLE}|[\W_])+", re.IGNORECASE
)


def _in_other_script(text: str) -> bool:
    """Whether most letters are not Latin: the models read English."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum("LATIN" not in unicodedata.name(char, "") for char in letters) > len(letters) / 2


def _alone(pattern: str) -> Callable[[str], object]:
    whole = re.compile(_START + pattern + r"[\s.!?]*", re.IGNORECASE)
    return lambda text: len(text) <= LONGEST_TALK and whole.fullmatch(text)


_FITTING: dict[Kind, Callable[[str], object]] = {
    Kind.EMPTY: lambda text: not text,
    Kind.LONG: lambda text: len(text) > LONGEST,
    Kind.OTHER_SCRIPT: _in_other_script,
    Kind.ORDER: _ORDER.search,
    Kind.EVERYTHING: _EVERYTHING.fullmatch,
    Kind.SUMMARY: _SUMMARY.fullmatch,
    **{kind: _alone(pattern) for kind, pattern in _PATTERNS.items()},
}
"""What tells each kind, the first that fits; a question fits none."""


def kind_of(message: str) -> Kind:
    """What the message wants. A question is never taken for anything else because of a greeting before it."""
    text = " ".join(message.split())
    found = (kind for kind, fits in _FITTING.items() if fits(text))
    return next(found, Kind.QUESTION)


def subject_of(message: str) -> str:
    """What a summary, or everything, is wanted of; empty for "this article" and where nothing is named."""
    text = " ".join(message.split()).rstrip(" .?!")
    found = _EVERYTHING.fullmatch(text) or _SUMMARY.fullmatch(text)
    about = found["about"].strip() if found else ""
    about = re.sub(rf"^(?:the|this|that) {_ARTICLE} (?:on|about|of|from) ", "", about, flags=re.IGNORECASE)
    return "" if _THE_ARTICLE.fullmatch(about) else about
