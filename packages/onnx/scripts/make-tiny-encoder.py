"""Makes fixtures/tiny-encoder, a sentence encoder with seeded random weights whose dynamically quantised weights are
int8, fixtures/tiny-encoder-fp32, the same before it was quantised, and the vectors that they must give: of the second
by a numpy reference written from the paper's equations, of the first by onnxruntime in Python, a text a call.

    pip install numpy==2.4.6 onnx==1.23.2 onnxruntime==1.30.0 tokenizers==0.23.3
    python scripts/make-tiny-encoder.py
"""

import importlib.util
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

HERE = Path(__file__).parent.parent
TOKENIZER = HERE / "fixtures" / "tokenize" / "wordpiece.tokenizer.json"
MAX_TOKENS = 128
TEXTS = [
    "How do I configure the gateway?",
    "Set the client secret of the plugin, then call the token endpoint.",
    "",
    " \n\t",
    "a",
    "日本語の検索 中文检索",
    "x[SEP]y [CLS] the [MASK]",
    "ὈΔΥΣΣΕΎΣ Москва nai\u0308ve café",
    "😀😃",
    "the of " * 300,
    "x" * 101,
    "one two three how long is this, the first page of all that can be read here",
]

spec = importlib.util.spec_from_file_location(
    "tiny", HERE.parent / "rerank-onnx" / "scripts" / "make-tiny-cross-encoder.py"
)
tiny = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tiny)


def write_folder(folder, vocabulary):
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TOKENIZER, folder / "tokenizer.json")
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": tiny.HIDDEN,
        "num_hidden_layers": tiny.LAYERS,
        "num_attention_heads": tiny.HEADS,
        "intermediate_size": tiny.INNER,
        "max_position_embeddings": tiny.POSITIONS,
        "type_vocab_size": 2,
        "vocab_size": vocabulary,
    }
    tiny.write_json(folder / "config.json", config)
    tiny.write_json(
        folder / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "model_max_length": tiny.POSITIONS}
    )


def pooled(states):
    return {name: vector / np.linalg.norm(vector) for name, vector in (("mean", states.mean(0)), ("cls", states[0]))}


def session_states(session, encoding):
    rows = {
        "input_ids": encoding.ids,
        "attention_mask": [1] * len(encoding.ids),
        "token_type_ids": encoding.type_ids,
    }
    feeds = {name: np.array([row], np.int64) for name, row in rows.items()}
    return session.run(["last_hidden_state"], feeds)[0][0].astype(np.float64)


def expected(text, encoding, states):
    rounded = {name: [round(float(value), 6) for value in vector] for name, vector in pooled(states).items()}
    return {"text": text, "tokens": len(encoding.ids), **rounded}


def main():
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.enable_truncation(MAX_TOKENS)
    w = tiny.weights(tokenizer.get_vocab_size())
    plain, small = HERE / "fixtures" / "tiny-encoder-fp32", HERE / "fixtures" / "tiny-encoder"
    for folder in (plain, small):
        write_folder(folder, tokenizer.get_vocab_size())
    plain_file, small_file = plain / "onnx" / "model.onnx", small / "onnx" / "model_quantized.onnx"
    onnx.save(tiny.onnx_model(w, output="last_hidden_state", states=True), plain_file)
    quantize_dynamic(plain_file, small_file, weight_type=QuantType.QUInt8)

    vectors = {"tiny-encoder": [], "tiny-encoder-fp32": []}
    plain_session, small_session = (onnxruntime.InferenceSession(file) for file in (plain_file, small_file))
    for text in TEXTS:
        encoding = tokenizer.encode(text)
        states = tiny.reference_states(w, encoding.ids, encoding.type_ids)
        assert np.abs(session_states(plain_session, encoding) - states).max() < 1e-4
        vectors["tiny-encoder-fp32"].append(expected(text, encoding, states))
        vectors["tiny-encoder"].append(expected(text, encoding, session_states(small_session, encoding)))
    lines = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(entry) for entry in entries) + "\n]" for name, entries in vectors.items()
    )
    (HERE / "fixtures" / "tiny-encoder.vectors.json").write_text(f"{{{lines}}}\n")


main()
