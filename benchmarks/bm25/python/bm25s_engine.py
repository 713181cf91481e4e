"""bm25s with numba, one thread: its own tokenizer and its compiled scorer, one query a call.

Documents are attached by a look-up of rows. It always fills up to k, with documents of score 0 where no more match: these
are left out.
"""

import bm25s
import Stemmer
from bm25s.tokenization import Tokenizer

VERSION = f"bm25s {bm25s.__version__}, numba"
K1, B = 1.2, 0.75


def tokenizer_of(analysis):
    if analysis == "words":
        return Tokenizer(lower=True, splitter=lambda text: text.split(" "), stopwords=None, stemmer=None)
    return Tokenizer(stopwords="english", stemmer=Stemmer.Stemmer("english"))


def prepare(analysis):
    """Compiles: numba does so at the first call, which is no part of an index."""
    texts = ["alpha beta", "beta gamma", "delta"]
    build([{"_id": str(row)} for row in range(len(texts))], texts, analysis, 2)("beta")


def build(documents, texts, analysis, top_k):
    tokenizer = tokenizer_of(analysis)
    tokens = tokenizer.tokenize(texts, update_vocab=True, return_as="tuple", show_progress=False)
    engine = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numba")
    engine.activate_numba_csc()
    engine.index(tokens, show_progress=False)
    k = min(top_k, len(documents))

    def terms_of(text):
        if analysis == "words":
            return [text.lower().split(" ")]
        return tokenizer.tokenize([text], update_vocab=False, return_as="ids", show_progress=False)

    def search(text):
        rows, scores = engine.retrieve(terms_of(text), k=k, n_threads=1, show_progress=False)
        hits = zip(rows[0].tolist(), scores[0].tolist())
        return [(documents[row], score) for row, score in hits if score > 0]

    return search
