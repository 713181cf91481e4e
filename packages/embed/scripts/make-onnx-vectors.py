"""Makes fixtures/onnx-vectors.json: vectors of a few texts by the models in ../shared/models, computed by onnxruntime
and Hugging Face tokenizers in Python, a text a call, at most 256 tokens.

    pip install numpy==2.4.6 onnxruntime==1.30.0 tokenizers==0.23.3
    python scripts/make-onnx-vectors.py
"""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

HERE = Path(__file__).parent.parent
MODELS = HERE.parent.parent.parent / "shared" / "models" / "Xenova"
POOLING = {"all-MiniLM-L6-v2": "mean", "bge-small-en-v1.5": "cls"}
TEXTS = [
    "How do I rotate the client secret of a gateway?",
    "",
    "日本語の検索 naïve café 😀",
    "Set the client secret of the plugin, then call the token endpoint. " * 40,
    "Represent this sentence for searching relevant passages: 0-dimensional biomaterials show inductive properties.",
]


def vector(session, encoding, pooling):
    rows = {"input_ids": encoding.ids, "attention_mask": [1] * len(encoding.ids), "token_type_ids": encoding.type_ids}
    feeds = {name: np.array([row], np.int64) for name, row in rows.items()}
    states = session.run(["last_hidden_state"], feeds)[0][0].astype(np.float64)
    pooled = states.mean(0) if pooling == "mean" else states[0]
    return [round(float(value), 4) for value in pooled / np.linalg.norm(pooled)]


def main():
    lines = []
    for name, pooling in POOLING.items():
        tokenizer = Tokenizer.from_file(str(MODELS / name / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(MODELS / name / "onnx" / "model_quantized.onnx", options)
        for text in TEXTS:
            entry = {"model": f"Xenova/{name}", "text": text, "vector": vector(session, tokenizer.encode(text), pooling)}
            lines.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
    (HERE / "fixtures").mkdir(exist_ok=True)
    (HERE / "fixtures" / "onnx-vectors.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


main()
