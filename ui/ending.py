"""What stands below an answer: how it went, and what can be done with it; pure, and everything is escaped."""

from __future__ import annotations

from ui.conversation import Exchange
from ui.markup import Markup, tag
from ui.plain import plain
from ui.words import certainty

EXPLANATIONS = {
    "stopped": "Stopped before an answer was found.",
    "failed": "Something went wrong while the articles were searched. Your question is kept; "
    "the details are in the log of the program.",
}


def ending(index: int, exchange: Exchange, last: bool, asks_opinion: bool) -> Markup:
    """How the exchange ended, or that it has not; the `last` one can be asked again, and each be rated if asked to."""
    if exchange.status == "searching":
        writing = exchange.answer.written if exchange.answer else None
        words = "Reading further" if exchange.answer else "Searching the articles"
        words = f"{writing.model} is writing" if writing else words
        return tag("p", words, class_="searching", role="status")
    again = tag("button", "Ask again", type="button", class_="action", data_retry=True) if last else Markup()
    if exchange.answer is None or exchange.status == "failed":
        explanation = tag("p", EXPLANATIONS[exchange.status])
        return tag("div", explanation, again, class_=f"interrupted {exchange.status}", role="alert")
    note = certainty(exchange.answer) if exchange.answer.claims else ""
    return tag(
        "footer",
        tag("p", "Stopped early. " if exchange.status == "stopped" else "", note, class_="certainty"),
        tag("button", "Copy answer", type="button", class_="action", data_copy=f"plain-{index}"),
        again,
        _opinion(index, exchange.good) if asks_opinion and exchange.status == "done" else Markup(),
        tag("pre", plain(exchange.answer), id=f"plain-{index}", hidden=True),
        class_="actions",
    )


def _opinion(index: int, good: bool | None) -> Markup:
    """Two buttons that each unfold a field for the reason, or what was said."""
    if good is not None:
        return tag("p", f"Kept as a {'good' if good else 'bad'} answer.", class_="opinion", role="status")
    buttons = [
        tag("button", words, type="button", class_="action", data_opinion=name, aria_expanded="false")
        for name, words in (("good", "Good answer"), ("bad", "Bad answer"))
    ]
    reason = tag("textarea", name="reason", rows="2", maxlength="2000", aria_label="Why? This may stay empty")
    form = tag("form", reason, tag("button", "Keep", class_="action"), hidden=True, data_exchange=str(index))
    return tag("div", *buttons, form, class_="opinion")
