import { invalidArgument, shown } from '@tsr/core';

// No segment starts with a dot, so that no path made of one leaves its folder.
const SEGMENT = /^\w[\w.-]{0,127}$/;

/** Checks an id: one or more names with slashes between them, safe as a path below a folder. */
export function checkModelId(model: unknown): string {
  if (typeof model !== 'string' || model === '')
    throw invalidArgument(`onnx: model is ${shown(model)}; pass a folder or an id such as 'Xenova/all-MiniLM-L6-v2'`);
  if (isSafePath(model)) return model;
  throw invalidArgument(`onnx: model is ${shown(model)}; an id has the form 'owner/name', a folder starts with ./`);
}

/** True for ids of the form `owner/name`: the only ones that are looked up on the hub. */
export function isRepository(id: string): boolean {
  return id.split('/').length === 2;
}

/** Checks a branch, tag or commit. */
export function checkRevision(revision: unknown): string {
  if (typeof revision === 'string' && isSafePath(revision)) return revision;
  throw invalidArgument(`onnx: revision is ${shown(revision)}; pass a branch, a tag or a commit, such as 'main'`);
}

/** Checks the path of an ONNX file below its model's folder. */
export function checkOnnxFile(onnxFile: unknown): string | undefined {
  if (onnxFile === undefined) return undefined;
  if (typeof onnxFile === 'string' && isSafePath(onnxFile) && onnxFile.endsWith('.onnx')) return onnxFile;
  throw invalidArgument(`onnx: onnxFile is ${shown(onnxFile)}; pass a path in the model's folder: 'onnx/model.onnx'`);
}

/** Checks a SHA-256 in hexadecimal digits; gives it in small letters. */
export function checkSha256(sha256: unknown): string | undefined {
  if (sha256 === undefined) return undefined;
  if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256)) return sha256.toLowerCase();
  throw invalidArgument(`onnx: sha256 is ${shown(sha256)}; pass the 64 hexadecimal digits of the ONNX file's SHA-256`);
}

function isSafePath(path: string): boolean {
  return path.split('/').every((segment) => SEGMENT.test(segment));
}
