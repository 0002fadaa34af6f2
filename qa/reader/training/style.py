"""What the style of a question gives away, and weights under which it gives nothing away.

Questions that people write to be unanswerable differ in style from others (length, first word, descriptions instead of
names), and a network learns that instead of reading. A linear model that sees the question alone tells how likely its
passage answers; each example then counts by the inverse of that (inverse propensity weighting, Horvitz and Thompson
1952), so that under the weights answered and unanswered examples have the same questions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer

from qa.reader.training.examples import Example

FOLDS = 5
"""Each question is judged by a model that has not seen it."""

LEAST = 0.15
"""A probability nearer to 0 or 1 counts as this: no example weighs more than 3.3 times another of its kind."""


def weights(examples: Sequence[Example]) -> list[float]:
    """What each example counts, 1 on average for those that are answered and for those that are not."""
    answered = np.array([one.answer is not None for one in examples])
    chances = given_away(examples, None).clip(LEAST, 1 - LEAST)
    found = np.where(answered, 1 / chances, 1 / (1 - chances))
    for kind in (answered, ~answered):
        found[kind] /= found[kind].mean()
    return [float(one) for one in found]


def leak(examples: Sequence[Example], weighed: Sequence[float] | None = None) -> float:
    """How well the question alone tells whether it is answered (AUROC; .5 is nothing), by weighted examples."""
    answered = [one.answer is not None for one in examples]
    return float(roc_auc_score(answered, given_away(examples, weighed), sample_weight=weighed))


def given_away(examples: Sequence[Example], weighed: Sequence[float] | None) -> np.ndarray:
    """The probability that each example is answered, by its question alone, from a model of other questions."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=r"[^\W_]+|\?")
    length = FunctionTransformer(_length)
    model = make_pipeline(make_union(words, length), LogisticRegression(max_iter=400))
    found = cross_val_predict(
        model,
        [one.question for one in examples],
        [one.answer is not None for one in examples],
        groups=[one.question for one in examples],
        cv=GroupKFold(FOLDS),
        method="predict_proba",
        params={} if weighed is None else {"logisticregression__sample_weight": np.array(weighed)},
    )
    return np.asarray(found[:, 1])


def _length(questions: Sequence[str]) -> np.ndarray:
    """Words of each question in tens, and whether it begins with a capital."""
    return np.array([(len(one.split()) / 10, one[:1].isupper()) for one in questions])
