"""Makes fixtures/tokenize: small tokenizers of three kinds, and what Hugging Face `tokenizers` makes of hard strings.

    pip install tokenizers==0.23.3
    python scripts/make-tokenizer-fixtures.py [path of bert's tokenizer.json]

With a path, also writes bert.expected.json for that tokenizer (the file itself is not committed).
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

OUT = Path(__file__).parent.parent / "fixtures" / "tokenize"

WORDS = """the a of to and in is it you that he was for on are with as his they be at one have this from or had by hot
word but what some we can out other were all there when up use your how said an each she which do their time if will
way about many then them write would like so these her long make thing see him two has look more day could go come did
number sound no most people my over know water than call first who may down side been now find any new work part take
get place made live where after back little only round man year came show every good me give our under name very
through just form sentence great think say help low line differ turn cause much mean before move right boy old too
same tell does set three want air well also play small end put home read hand port large spell add even land here must
configure gateway auth token client secret key request error page server route plugin policy limit rate cache log
document passage query score rank search index vector model answer question""".split()
PIECES = """##s ##ed ##ing ##er ##ly ##tion ##ment ##able ##ure ##2 ##0""".split()
SCRIPTS = "äöüßéñçøłαβγδεζηθικλμνξοπρσςτυφχψωабвгдежзийклмнопрстуфхцчшщыьэюяאבגדהوزحطيكलमनहिकあいうえおかきくけこアイウエオカキ一二三四五六七八九十日本語中文検索"

TEXTS = [
    "", " ", "\t\n\r", "a", "Hello, World!", "How do I configure OAuth2 authentication?", "can't won't it's", "don’t “quote” it",
    "e-mail: a.b+c@d.example", "https://example.com/a/b?c=d&e=%20f#g", "x==y && z!=w || !q", "snake_case camelCase kebab-case",
    "1,234.56 $99 €5 £3 ¥7", "3rd 2nd 1st", "C++ C# .NET", "foo\u0000bar", "foo\ufffdbar", "a\u00a0b\u2003c\u3000d",
    "zero\u200bwidth\u200djoin\ufeffbom", "soft\u00adhyphen", "rtl\u202eoverride", "naïve café résumé", "nai\u0308ve cafe\u0301",
    "Ångström Ø Ł ß ẞ", "İstanbul ISTANBUL ıi", "ΟΔΟΣ Σ ΣΑΣ Σ.Σ ΑΣ", "ὈΔΥΣΣΕΎΣ", "Москва ёлка Й", "हिन्दी में खोज", "किताबें", "العَرَبِيَّة مُحَمَّد", "שָׁלוֹם",
    "ไทยไม่มีช่องว่าง", "日本語の検索", "ガギグ パピプ がぎぐ", "中文检索系统", "𠀀𠀁 丽", "한국어 검색", "각", "😀😃 👨‍👩‍👧‍👦 🇩🇪 👍🏽",
    "ﬁ ﬂ ﬀ", "①②③ ½ ² ㎏", "𝒕𝖃𝝟", "ⅷ Ⅷ", "…—–‐-", "¿Qué? ¡No!", "«guillemets» ‹x›", "a/b\\c|d", "[CLS] [SEP] [MASK]", "x[SEP]y", "[ SEP ] [sep]",
    "[UNK] [PAD]", "constructor toString __proto__ hasOwnProperty valueOf", "x" * 99, "x" * 100, "x" * 101, "ab" * 200, "a " * 50,
    "the the  the   the", " leading", "trailing ", "line\nbreak\r\nand\u2028more\u2029end", "\u0085next\u0085", "tab\there", "\u0007bell\u001b[0m",
    "\ue000private\uf8ff", "\U0010fffdlast", "ǅ Ǆ ǆ", "Ａｂｃ１２３", "٠١٢٣ ०१२३", "a\u0301\u0302\u0303b", "\u0301start", "q̣̇ q̣̇", "ſ long s", "K K Å Å",
    "™ © ® ° µ μ", "_", "__", "a_b", "~`^", "​", "ͅ", "ᾳ ᾼ", "Ჟ ჟ Ꭰ ꭰ", "ŉ ǰ ΐ", "configuring gateways, unconfigured!", "document documents documented",
]

PAIRS = [
    ["a", "b"], ["", ""], ["", "passage"], ["query", ""], ["how do I configure it", "the gateway has a page for that"],
    ["one two three one two three one two three", "short"], ["short", "the " * 40], ["the " * 40, "of " * 40],
    ["日本語の検索", "中文検索"], ["x[SEP]y", "[CLS] a"], ["[UNK]", "😀"], ["a b c d e", "f g h i j k"],
]
BUDGETS = [[512, 64], [16, 5], [12, 3], [9, 1]]


def wordpiece():
    letters = [chr(c) for c in range(33, 127)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *SCRIPTS, *WORDS, *PIECES]
    tokens += ["##" + c for c in [*"abcdefghijklmnopqrstuvwxyz", *SCRIPTS]] + ["constructor", "tostring", "to"]
    vocabulary = {token: index for index, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    return tokenizer


def byte_level_bpe():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator([" ".join(WORDS), *TEXTS], trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return tokenizer


def unigram():
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", *["\u2581" + word for word in WORDS], "s", "ing", "ed", "er", "tion"]
    pieces += [chr(c) for c in range(97, 123)] + [chr(c) for c in range(48, 58)] + list(".,-/'")
    scores = [0.0] * 4 + [-2.0 - index / 50 for index in range(len(pieces) - 4)]
    tokenizer = Tokenizer(models.Unigram(list(zip(dict.fromkeys(pieces), scores)), unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def pair(tokenizer, query, passage, max_tokens, max_query_tokens):
    first = tokenizer.encode(query, add_special_tokens=False)
    first.truncate(max_query_tokens)
    tokenizer.enable_truncation(max_tokens, strategy="only_second")
    joined = tokenizer.post_process(first, tokenizer_without_limit(tokenizer, passage))
    tokenizer.no_truncation()
    return {"query": query, "passage": passage, "budget": [max_tokens, max_query_tokens], "ids": joined.ids, "types": joined.type_ids}


def tokenizer_without_limit(tokenizer, text):
    limit = tokenizer.truncation
    tokenizer.no_truncation()
    encoding = tokenizer.encode(text, add_special_tokens=False)
    tokenizer.enable_truncation(limit["max_length"], strategy=limit["strategy"])
    return encoding


def expected(tokenizer):
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return {
        "vocabularySize": tokenizer.get_vocab_size(),
        "texts": [[text, tokenizer.encode(text, add_special_tokens=False).ids] for text in TEXTS],
        "pairs": [pair(tokenizer, q, p, *budget) for q, p in PAIRS for budget in BUDGETS],
    }


def write(name, value):
    (OUT / name).write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


OUT.mkdir(parents=True, exist_ok=True)
for name, tokenizer in [("wordpiece", wordpiece()), ("byte-level-bpe", byte_level_bpe()), ("unigram", unigram())]:
    write(f"{name}.tokenizer.json", json.loads(tokenizer.to_str()))
    write(f"{name}.expected.json", expected(tokenizer))
if len(sys.argv) > 1:
    write("bert.expected.json", expected(Tokenizer.from_file(sys.argv[1])))
