/** What a text is embedded as: an embedder may treat queries otherwise. */
export type TextRole = 'query' | 'document';

const DIGITS = 32;

/** The key of a text under an embedder: 128 bits of a SHA-256, in hexadecimal digits. Runs anywhere. */
export async function cacheKey(fingerprint: string, role: TextRole, text: string): Promise<string> {
  const subject = `${role}:${fingerprint.length}:${fingerprint}${text}`;
  const digest = await crypto.subtle.digest('SHA-256', codeUnits(subject));
  return Array.from(new Uint8Array(digest, 0, DIGITS / 2), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Not UTF-8, which makes one character of all broken surrogates. */
function codeUnits(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2] = unit & 0xff;
    bytes[at * 2 + 1] = unit >>> 8;
  }
  return bytes;
}
