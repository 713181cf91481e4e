"""Makes fixtures/tiny-cross-encoder, a BERT cross-encoder with seeded random weights, and its scores by a numpy
reference written from the paper's equations (Devlin et al., NAACL 2019), not by an ONNX runtime. Also the same model with
int8 weights, whose scores are those of onnxruntime in Python, a pair a call.

    pip install numpy==2.4.6 onnx==1.23.2 onnxruntime==1.30.0 tokenizers==0.23.3
    python scripts/make-tiny-cross-encoder.py
"""

import json
import math
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

HERE = Path(__file__).parent.parent
OUT = HERE / "fixtures" / "tiny-cross-encoder"
TOKENIZER = HERE.parent / "onnx" / "fixtures" / "tokenize" / "wordpiece.tokenizer.json"
HIDDEN, HEADS, LAYERS, INNER, POSITIONS, EPSILON = 32, 2, 2, 64, 128, 1e-12
HEAD = HIDDEN // HEADS

QUERY = "how do I configure the gateway"
PAIRS = [
    (QUERY, "Set the client secret of the plugin, then call the token endpoint.", 128, 64),
    (QUERY, "The rate limit of a route is set in its policy.", 128, 64),
    (QUERY, "", 128, 64),
    (QUERY, " \n\t", 128, 64),
    (QUERY, "日本語の検索 中文检索", 128, 64),
    ("日本語の検索", "The gateway logs each request.", 128, 64),
    ("検索", "検索", 128, 64),
    ("a", "b", 128, 64),
    ("x[SEP]y", "[CLS] the [MASK]", 128, 64),
    ("ΟΔΟΣ ΑΣ", "ὈΔΥΣΣΕΎΣ Москва", 128, 64),
    ("naïve café", "nai\u0308ve cafe\u0301", 128, 64),
    ("😀", "😀😃", 128, 64),
    ("page", "the of " * 300, 128, 64),
    ("the of " * 300, "page", 128, 64),
    ("the of " * 300, "page one two " * 300, 128, 64),
    ("one two three how long is this", "the first page of all that can be read here", 24, 8),
    ("one two three how long is this one", "the first page of all that can be read here", 24, 4),
    ("one", "the first page of all that can be read here, and then some more words go on", 12, 8),
    ("constructor __proto__ toString", "hasOwnProperty valueOf", 128, 64),
    ("C++ C# .NET", "snake_case camelCase kebab-case", 128, 64),
    ("word", "x" * 101, 128, 64),
]
# Token windows of a long passage: tokens that two share, and how many are read.
OVERLAP, MOST = 16, 4
WORDS = "the of a to in page one two three first can be read here how long is this set client token 日本 検索 route gateway".split()


def weights(vocabulary):
    random = np.random.default_rng(20261123)

    def matrix(*shape, scale):
        return (random.standard_normal(shape) * scale).astype(np.float32)

    def norm(prefix):
        return {f"{prefix}.scale": 1 + matrix(HIDDEN, scale=0.1), f"{prefix}.bias": matrix(HIDDEN, scale=0.1)}

    def linear(prefix, rows, columns, scale=None):
        return {f"{prefix}.w": matrix(rows, columns, scale=scale or 1.5 / math.sqrt(rows)), f"{prefix}.b": matrix(columns, scale=0.1)}

    all_ = {"word": matrix(vocabulary, HIDDEN, scale=1), "position": matrix(POSITIONS, HIDDEN, scale=0.3)}
    all_ |= {"type": matrix(2, HIDDEN, scale=0.3)} | norm("embedding.norm")
    for layer in range(LAYERS):
        p = f"layer{layer}"
        for part in ("query", "key", "value", "output"):
            all_ |= linear(f"{p}.{part}", HIDDEN, HIDDEN)
        all_ |= norm(f"{p}.attention.norm") | linear(f"{p}.inner", HIDDEN, INNER) | linear(f"{p}.outer", INNER, HIDDEN)
        all_ |= norm(f"{p}.norm")
    return all_ | linear("pooler", HIDDEN, HIDDEN) | linear("classifier", HIDDEN, 1, scale=0.8)


# ------------------------------------------------------------------------------------------- the reference, numpy


def reference_states(w, ids, types):
    """A vector for each token, as they leave the last layer."""
    w = {name: value.astype(np.float64) for name, value in w.items()}

    def linear(x, name):
        return x @ w[f"{name}.w"] + w[f"{name}.b"]

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return scaled * w[f"{name}.scale"] + w[f"{name}.bias"]

    def attention(x, layer):
        q, k, v = (linear(x, f"{layer}.{part}").reshape(-1, HEADS, HEAD).swapaxes(0, 1) for part in ("query", "key", "value"))
        logits = q @ k.swapaxes(1, 2) / math.sqrt(HEAD)
        share = np.exp(logits - logits.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        return linear((share @ v).swapaxes(0, 1).reshape(-1, HIDDEN), f"{layer}.output")

    def gelu(x):
        return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))

    x = norm(w["word"][ids] + w["type"][types] + w["position"][: len(ids)], "embedding.norm")
    for layer in (f"layer{i}" for i in range(LAYERS)):
        x = norm(x + attention(x, layer), f"{layer}.attention.norm")
        x = norm(x + linear(gelu(linear(x, f"{layer}.inner")), f"{layer}.outer"), f"{layer}.norm")
    return x


def reference(w, ids, types):
    w = {name: value.astype(np.float64) for name, value in w.items()}
    first = reference_states(w, ids, types)[0]
    return float((np.tanh(first @ w["pooler.w"] + w["pooler.b"]) @ w["classifier.w"] + w["classifier.b"])[0])


# --------------------------------------------------------------------------------------------------- the ONNX file


def onnx_model(w, labels=1, inputs=("input_ids", "attention_mask", "token_type_ids"), output="logits", states=False):
    """With `states` the output is a vector for each token instead of logits."""
    nodes, constants = [], {}

    def op(kind, *arguments, **attributes):
        name = f"n{len(nodes)}"
        nodes.append(helper.make_node(kind, list(arguments), [name], **attributes))
        return name

    def constant(values, kind=np.float32):
        name = f"c{len(constants)}"
        constants[name] = np.array(values, dtype=kind)
        return name

    def linear(x, name):
        return op("Add", op("MatMul", x, f"{name}.w"), f"{name}.b")

    def norm(x, name):
        return op("LayerNormalization", x, f"{name}.scale", f"{name}.bias", axis=-1, epsilon=EPSILON)

    def heads(x, order):
        return op("Transpose", op("Reshape", x, constant([0, -1, HEADS, HEAD], np.int64)), perm=order)

    def attention(x, layer, mask):
        q, v = (heads(linear(x, f"{layer}.{part}"), [0, 2, 1, 3]) for part in ("query", "value"))
        k = heads(linear(x, f"{layer}.key"), [0, 2, 3, 1])
        logits = op("Add", op("Div", op("MatMul", q, k), constant(math.sqrt(HEAD))), mask)
        mixed = op("Transpose", op("MatMul", op("Softmax", logits, axis=-1), v), perm=[0, 2, 1, 3])
        return linear(op("Reshape", mixed, constant([0, -1, HIDDEN], np.int64)), f"{layer}.output")

    def gelu(x):
        erf = op("Erf", op("Div", x, constant(math.sqrt(2))))
        return op("Mul", op("Mul", x, constant(0.5)), op("Add", erf, constant(1.0)))

    length = op("Shape", "input_ids", start=1, end=2)
    positions = op("Slice", "position", constant([0], np.int64), length)
    masked = op("Mul", op("Sub", constant(1.0), op("Cast", "attention_mask", to=TensorProto.FLOAT)), constant(-10000.0))
    mask = op("Unsqueeze", masked, constant([1, 2], np.int64))
    words = op("Gather", "word", "input_ids")
    if "token_type_ids" in inputs:
        words = op("Add", words, op("Gather", "type", "token_type_ids"))
    x = norm(op("Add", words, positions), "embedding.norm")
    for layer in (f"layer{i}" for i in range(LAYERS)):
        x = norm(op("Add", x, attention(x, layer, mask)), f"{layer}.attention.norm")
        x = norm(op("Add", x, linear(gelu(linear(x, f"{layer}.inner")), f"{layer}.outer")), f"{layer}.norm")
    if states:
        last = helper.make_node("Identity", [x], [output])
        shape = ["batch", "sequence", HIDDEN]
    else:
        pooled = op("Tanh", linear(op("Gather", x, constant(0, np.int64), axis=1), "pooler"))
        logit = linear(pooled, "classifier")
        # A second label's logit is the negative of the first's.
        logits = [logit] if labels == 1 else [logit, op("Neg", logit)]
        last = helper.make_node("Concat", logits, [output], axis=1)
        shape = ["batch", labels]

    used = {name for node in [*nodes, last] for name in node.input}
    tensors = [numpy_helper.from_array(value, name) for name, value in {**w, **constants}.items() if name in used]
    graph = helper.make_graph(
        [*nodes, last],
        "tiny-cross-encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"]) for name in inputs],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
        tensors,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return model


# ------------------------------------------------------------------------------------------------------- the files


def encoded(tokenizer, query, passage, max_tokens, max_query_tokens):
    first = tokenizer.encode(query, add_special_tokens=False)
    first.truncate(max_query_tokens)
    second = tokenizer.encode(passage, add_special_tokens=False)
    second.truncate(max_tokens - 3 - len(first.ids))
    pair = tokenizer.post_process(first, second)
    return pair.ids, pair.type_ids


def session_score(session, ids, types):
    feeds = {"input_ids": [ids], "attention_mask": [[1] * len(ids)], "token_type_ids": [types]}
    return session.run(["logits"], {name: np.array(rows, np.int64) for name, rows in feeds.items()})[0]


def checked_score(w, session, ids, types):
    score = reference(w, ids, types)
    measured = session_score(session, ids, types)
    assert measured.shape == (1, 1) and abs(measured[0][0] - score) < 2e-5, (measured, score)
    return score


def encoded_windows(tokenizer, query, passage, max_tokens):
    first = tokenizer.encode(query, add_special_tokens=False)
    whole = tokenizer.encode(passage, add_special_tokens=False)
    room = max_tokens - 3 - len(first.ids)
    # truncate drops what follows as overflowing windows, which share `stride` tokens with the one before.
    whole.truncate(room, stride=OVERLAP)
    pairs = [tokenizer.post_process(first, window) for window in [whole, *whole.overflowing][:MOST]]
    return [(pair.ids, pair.type_ids) for pair in pairs]


def many_passages():
    random = np.random.default_rng(11)
    lengths = [0, *random.integers(1, 30, 59), *random.integers(60, 130, 30), *random.integers(200, 700, 10)]
    return [" ".join(random.choice(WORDS, length)) for length in random.permutation(lengths)]


def scores_of_many(w, tokenizer, session, small):
    """A hundred passages: by their start, by the best of their windows, and by their start with int8 weights."""
    scores = []
    for passage in many_passages():
        first = encoded(tokenizer, QUERY, passage, POSITIONS, 64)
        windows = [checked_score(w, session, *pair) for pair in encoded_windows(tokenizer, QUERY, passage, POSITIONS)]
        values = {"first": checked_score(w, session, *first), "windows": max(windows), "int8": session_score(small, *first)[0][0]}
        rounded = {name: round(float(value), 6) for name, value in values.items()}
        scores.append({"passage": passage, **rounded, "best": windows.index(max(windows)) + 1, "of": len(windows)})
    return {"query": QUERY, "overlap": OVERLAP, "most": MOST, "scores": scores}


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def main():
    (OUT / "onnx").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TOKENIZER, OUT / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(OUT / "tokenizer.json"))
    w = weights(tokenizer.get_vocab_size())
    model = onnx_model(w)
    onnx.save(model, OUT / "onnx" / "model.onnx")
    write_json(
        OUT / "config.json",
        {
            "architectures": ["BertForSequenceClassification"],
            "model_type": "bert",
            "hidden_size": HIDDEN,
            "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS,
            "intermediate_size": INNER,
            "max_position_embeddings": POSITIONS,
            "type_vocab_size": 2,
            "vocab_size": tokenizer.get_vocab_size(),
            "id2label": {"0": "LABEL_0"},
        },
    )
    write_json(OUT / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "model_max_length": POSITIONS})
    session = onnxruntime.InferenceSession(model.SerializeToString())
    scores = [
        {
            "query": query,
            "passage": passage,
            "maxTokens": max_tokens,
            "maxQueryTokens": max_query_tokens,
            "logit": checked_score(w, session, *encoded(tokenizer, query, passage, max_tokens, max_query_tokens)),
        }
        for query, passage, max_tokens, max_query_tokens in PAIRS
    ]
    write_json(HERE / "fixtures" / "tiny-cross-encoder.scores.json", scores)
    broken = HERE / "fixtures" / "broken-models"
    broken.mkdir(exist_ok=True)
    quantize_dynamic(OUT / "onnx" / "model.onnx", broken / "int8.onnx", weight_type=QuantType.QUInt8)
    small = onnxruntime.InferenceSession(broken / "int8.onnx")
    many = scores_of_many(w, tokenizer, session, small)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in many.pop("scores"))
    head = json.dumps(many)[:-1]
    (HERE / "fixtures" / "tiny-cross-encoder.many.json").write_text(f'{head}, "scores": [\n{lines}\n]}}\n')
    onnx.save(onnx_model(w, labels=2), broken / "two-logits.onnx")
    onnx.save(onnx_model(w, output="last_hidden_state"), broken / "other-output.onnx")
    onnx.save(onnx_model(w, inputs=("input_ids", "attention_mask")), broken / "no-token-types.onnx")
    external = onnx_model(w)
    onnx.save(external, broken / "external-data.onnx", save_as_external_data=True, location="weights.bin", size_threshold=64)
    (broken / "weights.bin").unlink()


if __name__ == "__main__":
    main()
