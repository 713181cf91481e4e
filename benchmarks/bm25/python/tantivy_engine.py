"""tantivy in memory: one indexing thread, one segment, term counts without positions, its default BM25.

`count=False` lets it skip documents that cannot reach the top (block-max WAND). Terms are joined by hand, which is
faster than its query parser and takes any text. Documents are looked up by row: in one segment, that is the address.
"""

from importlib.metadata import version

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

VERSION = f"tantivy {version('tantivy')}"
HEAP_BYTES = 2_000_000_000
FIELD, ROW = "text", "row"


def prepare(_analysis):
    """Nothing has to be compiled beforehand."""


def analyzer_of(analysis):
    if analysis == "words":
        return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.lowercase()).build()
    # What tantivy calls en_stem.
    simple = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40))
    return simple.filter(Filter.lowercase()).filter(Filter.stemmer("english")).build()


def build(documents, texts, analysis, top_k):
    analyzer = analyzer_of(analysis)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(FIELD, stored=False, tokenizer_name="terms", index_option="freq")
    builder.add_integer_field(ROW, fast=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("terms", analyzer)
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    for row, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    terms_of = (lambda text: text.lower().split(" ")) if analysis == "words" else analyzer.analyze
    attach = by_address if searcher.num_segments == 1 else by_row(searcher)

    def search(text):
        terms = [(Occur.Should, Query.term_query(schema, FIELD, term, "freq")) for term in terms_of(text)]
        return attach(documents, searcher.search(Query.boolean_query(terms), top_k, count=False).hits)

    return search


def by_address(documents, hits):
    return [(documents[address.doc], score) for score, address in hits]


def by_row(searcher):
    def attach(documents, hits):
        rows = searcher.fast_field_values(ROW, [address for _, address in hits])
        return [(documents[row], score) for row, (score, _) in zip(rows, hits)]

    return attach
