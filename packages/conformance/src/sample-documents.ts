import type { Document, Metadata } from '@tsr/core';

/** The text of {@link TIED_IDS}. */
const TIED = 'The gateway sends a new access token when the old token has expired.';

/** Ids of documents with the same text, in ascending order of their UTF-8 bytes. UTF-16 would order them otherwise. */
export const TIED_IDS: readonly string[] = ['Z', 'a', 'b', 'é', '\ue000', '\ufffd', '\u{10000}', '\u{1f600}'];

const passages: readonly (readonly [id: string, title: string | undefined, content: string, metadata?: Metadata])[] = [
  [
    'oauth-setup',
    'OAuth2',
    'Configure OAuth2: register a client, then exchange a code for an access token.',
    { lang: 'en' },
  ],
  ['oauth-refresh', 'OAuth2', 'A refresh token gets a new access token without asking the user again.', { year: 2024 }],
  [
    'oauth-errors',
    'OAuth2 errors',
    'The error invalid_grant means that the code has expired.',
    { year: 2025, lang: 'en' },
  ],
  [
    'api-keys',
    'API keys',
    'An API key identifies a client. Send it in a header of the request.',
    { year: 2021, active: true },
  ],
  ['saml', undefined, 'SAML signs users in through the identity provider of a company.', { lang: 'de', active: false }],
  [
    'limits',
    'Rate limits',
    'The gateway limits requests per client and answers 429 above the limit.',
    { tags: ['limit', 'http'] },
  ],
  [
    'limits-burst',
    'Rate limits',
    'A burst of requests above the rate limit is queued.',
    { tags: ['limit'], year: 2024 },
  ],
  ['timeouts', undefined, 'A request that takes longer than its timeout is cancelled.', { tags: [], year: 2024.5 }],
  ['tls', 'Certificates', 'The gateway loads a TLS certificate from a file and rotates it.', { note: null }],
  [
    'tls-mutual',
    'Certificates',
    'With mutual TLS each client shows a certificate of its own.',
    { note: 'null', year: 2023 },
  ],
  ['logs', 'Logs', 'Each request writes one line to the log of the gateway.', { year: '2024' }],
  [
    'metrics',
    undefined,
    'Metrics count requests, errors and the time a request takes.',
    { mixed: [1, '1', true, null] },
  ],
  ['health', undefined, 'The health check answers when the gateway is ready.', { mixed: ['a', 2] }],
  ['routing', 'Routes', 'A route sends a request to a service by its path.', { lang: 'EN', active: true, year: -1 }],
  ['cache', undefined, 'Answers to GET requests are cached until they expire.', { constructor: 'own', lang: 'en' }],
  ['retry', undefined, 'A failed request is tried again after a pause.', { lang: '\u{1f600}', year: 0 }],
  ['Übersicht', 'Übersicht', 'Das Gateway prüft jedes Token, bevor es eine Anfrage weiterleitet.', { lang: '\ufffd' }],
  ['概要', undefined, 'ゲートウェイは token を検証します。', { lang: 'ja', active: true, year: 2024 }],
  ['__proto__', undefined, 'A token is checked before the request reaches a service.', { year: 2022 }],
  ['constructor', 'Tokens', 'A token carries the rights of its client.', { year: 2022, lang: 'de' }],
  ['toString', undefined, 'toString and valueOf are words as well as a token.'],
  ['empty', undefined, ''],
  ['title only', 'Access token', ''],
  [
    `long ${'x'.repeat(507)}`,
    undefined,
    `${'The gateway forwards a request. '.repeat(60)}A token ends it.`,
    { lang: 'en' },
  ],
];

/**
 * Fresh copies of about thirty documents that bring out what goes wrong: every type of metadata, ids that sort
 * differently in UTF-8 and UTF-16, ids that are names of properties, empty content, equal texts, the longest id.
 * Each but one has a number of its own in `metadata.n`; `toString` has no metadata at all.
 */
export function sampleDocuments(): readonly Document[] {
  const tied = [...TIED_IDS].reverse().map((id) => [id, undefined, TIED, { tied: true }] as const);
  return [...passages, ...tied].map(([id, title, content, metadata = {}], n) => ({
    id,
    content,
    ...(title === undefined ? {} : { title }),
    ...(id === 'toString' ? {} : { metadata: structuredClone({ ...metadata, n }) }),
    ...(n % 5 === 0 ? { source: { id: 'guide.md', index: n, start: 100 * n, end: 100 * n + 80 } } : {}),
  }));
}

/** So many documents that no search looks at all of them by accident. Each has its number in `metadata.n`. */
export function manyDocuments(): readonly Document[] {
  const fill = ['client', 'request', 'service', 'limit', 'error', 'header', 'route'];
  return Array.from({ length: 240 }, (_, n) => ({
    id: `passage-${n}`,
    content: `token ${fill.slice(0, 1 + (n % 7)).join(' ')} ${n % 3 === 0 ? 'gateway' : 'proxy'}`,
    metadata: { n },
  }));
}

/** Queries in words of the documents. */
export const SAMPLE_QUERIES: readonly string[] = [
  'access token',
  'How does a client get a new token?',
  'rate limit of requests',
  'TLS certificate',
  'gateway gateway request',
  'Das Token und die Anfrage',
];

/** A query that shares a word with every document that has words. */
export const WIDE_QUERY = 'token client request gateway users requests timeout errors answers code valueOf Title';

/** Strings that no analysis expects. */
export const ODD_TEXTS: readonly string[] = [
  '?!… — ()',
  '\ud800 token \udfff',
  '\u0000\u0007 token',
  '__proto__ constructor toString hasOwnProperty',
  '"token AND (NOT gateway~2) title:*^[a TO z]',
  '👩‍👩‍👧 🇨🇭 e\u0301 ﬁ',
  '<script>alert(1)</script> %00 \\u0000 $(token)',
  'token '.repeat(4_000),
  'x'.repeat(20_000),
];

export const BLANK_TEXTS: readonly string[] = ['', ' ', '\t\r\n', '\u00a0\u2003\u3000'];
