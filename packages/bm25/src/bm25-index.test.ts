import type { Document, Trace } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { type Bm25Options, createBm25Index } from './index.ts';

const documents: readonly Document[] = [
  {
    id: 'oauth2',
    title: 'OAuth2',
    content: 'Configure OAuth2 authentication with a client id.',
    metadata: { year: 2025 },
  },
  { id: 'keys', title: 'API keys', content: 'Authentication by keys.', metadata: { year: 2024 } },
  { id: 'limits', content: 'Rate limits protect the gateway.', metadata: { year: 2025 } },
  { id: 'empty', content: '' },
];

const ids = (ranking: readonly { document: Document }[]) => ranking.map(({ document }) => document.id);

function tracing() {
  const notes: Record<string, unknown> = {};
  const trace: Trace = {
    traceId: 't',
    child: () => trace,
    note: (fields) => void Object.assign(notes, fields),
    record: () => {},
  };
  return { trace, notes };
}

describe('createBm25Index', () => {
  const index = createBm25Index({ documents });

  test('ranks what holds the terms of the query, title included', async () => {
    expect(ids(await index.search('How do I configure OAuth2 authentication?'))).toEqual(['oauth2', 'keys']);
    expect(ids(await index.search('configuring'))).toEqual(['oauth2']);
    expect(ids(await index.search('API'))).toEqual(['keys']);
  });

  test('returns the documents themselves, and no evidence', async () => {
    const [first] = await index.search('gateway');
    expect(first).toEqual({ document: documents[2], score: expect.any(Number) });
  });

  test('filters before it cuts', async () => {
    expect(ids(await index.search('oauth2 authentication', { topK: 1, filter: { year: 2024 } }))).toEqual(['keys']);
  });

  test('notes a query that analysis leaves empty, also one that has a vector', async () => {
    for (const query of ['to be or not', '?!', { text: '', vector: new Float32Array(2) }]) {
      const { trace, notes } = tracing();
      expect(await index.search(query, { trace })).toEqual([]);
      expect(notes).toMatchObject({ emptyQuery: 'analysis' });
    }
    const { trace, notes } = tracing();
    expect(await index.search('unknown', { trace })).toEqual([]);
    expect(notes).toEqual({ index: index.revision });
  });

  test('counts a term each time that the query holds it', async () => {
    const score = async (query: string) => (await index.search(query))[0]?.score ?? Number.NaN;
    expect(await score('gateway gateway gateways')).toBeCloseTo(3 * (await score('gateway')), 9);
  });

  test('explains a score', async () => {
    const query = 'configure authentication for the moon';
    const [first] = await index.search(query);
    const { score, terms } = (await index.explain(query, 'oauth2')) ?? { terms: [] };
    expect(score).toBe(first?.score);
    expect(terms.map(({ term }) => term)).toEqual(['configur', 'authent']);
    const [configure] = terms;
    expect(configure).toEqual({
      term: 'configur',
      contribution: expect.closeTo(Math.log(1 + 3.5 / 1.5) / (1 + 1.2 * (0.25 + (0.75 * 6) / 3.5)), 12),
      weight: 1,
      idf: expect.closeTo(Math.log(1 + 3.5 / 1.5), 12),
      saturation: expect.closeTo(1 / (1 + 1.2 * (0.25 + (0.75 * 6) / 3.5)), 12),
      fields: { passage: { frequency: 1, length: 6, averageLength: 3.5 } },
    });
    expect(await index.explain(query, 'limits')).toBeUndefined();
    expect(await index.explain(query, 'nobody')).toBeUndefined();
    await expect(index.explain(query, '')).rejects.toThrow('id of the document is empty');
  });

  test('starts empty, and answers with none, one and two documents', async () => {
    const small = createBm25Index();
    expect(await small.search('gateway')).toEqual([]);
    for (const document of documents) {
      await small.upsert([document]);
      await small.refresh();
      expect(await small.search('authentication', { topK: 5 })).toEqual(
        await createBm25Index({ documents: documents.slice(0, await small.count()) }).search('authentication'),
      );
    }
    expect(await small.search('authentication')).toEqual(await index.search('authentication'));
  });

  test('keeps its revision when nothing changes, and shares none with another index', async () => {
    const one = createBm25Index({ documents });
    const before = one.revision;
    await one.search('gateway');
    await one.remove(['nobody']);
    expect(one.revision).toBe(before);
    expect(createBm25Index({ documents }).revision).not.toBe(before);
    await one.remove(['keys']);
    expect(one.revision).not.toBe(before);
  });

  test('takes an analyzer and a name', async () => {
    const plain = createBm25Index({ documents, analyzer: createAnalyzer({ language: 'none' }), name: 'words' });
    expect(plain.name).toBe('words');
    expect(await plain.search('configuring')).toEqual([]);
    await expect(plain.search('x', { topK: 0 })).rejects.toThrow('words: topK is 0');
  });

  test.each([
    [{ k1: -1 }, RangeError, 'k1 is -1'],
    [{ k1: Number.NaN }, RangeError, 'k1 is NaN'],
    [{ k1: Number.POSITIVE_INFINITY }, RangeError, 'k1 is Infinity'],
    [{ k1: Number.MAX_VALUE }, RangeError, 'k1 is 1.79'],
    [{ k1: '1' }, TypeError, 'k1 is "1"'],
    [{ b: -0.1 }, RangeError, 'b is -0.1'],
    [{ b: 1.1 }, RangeError, 'b is 1.1'],
    [{ b: Number.NaN }, RangeError, 'b is NaN'],
    [{ k1: 1_000_001 }, RangeError, 'k1 is 1000001'],
    [{ delta: -1 }, RangeError, 'delta is -1'],
    [{ delta: 101 }, RangeError, 'delta is 101'],
    [{ variant: 'bm25l' }, TypeError, 'variant is "bm25l"'],
    [{ prefix: 1 }, TypeError, 'prefix is 1'],
    [{ fuzzy: 'yes' }, TypeError, 'fuzzy is "yes"'],
    [{ operators: null }, TypeError, 'operators is null'],
    [{ fields: 'title' }, TypeError, 'fields is "title"'],
    [{ fields: {} }, TypeError, 'fields is empty'],
    [{ fields: { body: 1 } }, TypeError, 'fields has "body"'],
    [{ fields: { title: 0 } }, RangeError, 'fields.title has weight 0'],
    [{ fields: { title: 1e-7 } }, RangeError, 'fields.title has weight 1e-7'],
    [{ fields: { title: 1e7 } }, RangeError, 'fields.title has weight 10000000'],
    [{ fields: { title: null } }, TypeError, 'fields.title is null'],
    [{ fields: { content: { weight: '1' } } }, TypeError, 'fields.content is'],
    [{ fields: { content: { b: 2 } } }, RangeError, 'fields.content has b 2'],
    [{ engine: 'wink', fields: { title: 1 } }, TypeError, "engine 'wink' cannot do fields"],
    [{ engine: 'wink', prefix: true }, TypeError, "engine 'wink' cannot do prefix"],
    [{ engine: 'wink', variant: 'bm25+' }, TypeError, "engine 'wink' cannot do variant"],
    [{ engine: 'lucene' }, TypeError, 'engine is "lucene"'],
    [{ analyzer: {} }, TypeError, 'analyzer is {}'],
    [{ name: '' }, TypeError, 'name is ""'],
    [{ documents: 'all' }, TypeError, 'documents is "all"'],
    [{ documents: [{ id: '', content: '' }] }, TypeError, 'id of document 0 is empty'],
    [{ documents: [documents[0], documents[0]] }, TypeError, 'documents 0 and 1 have the same id "oauth2"'],
    [{ documents: [{ id: '\ud800', content: '' }] }, TypeError, 'lone surrogate'],
  ])('refuses %o', (options, type, message) => {
    const create = () => createBm25Index(options as unknown as Bm25Options);
    expect(create).toThrow(type);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses topK %d', async (topK) => {
    await expect(index.search('gateway', { topK })).rejects.toThrow(RangeError);
  });

  test('applies nothing of a batch that has one bad document, or of a removal with one bad id', async () => {
    const one = createBm25Index({ documents });
    const before = one.revision;
    await expect(
      one.upsert([
        { id: 'new', content: 'new' },
        { id: '', content: '' },
      ]),
    ).rejects.toThrow(TypeError);
    await expect(one.remove(['keys', ''])).rejects.toThrow(TypeError);
    await expect(one.remove('keys' as unknown as string[])).rejects.toThrow('ids is "keys"');
    expect([await one.count(), one.revision]).toEqual([4, before]);
  });

  test('takes a batch as it is when it is given', async () => {
    const one = createBm25Index();
    const batch = [...documents];
    const done = one.upsert(batch);
    batch.length = 0;
    await done;
    expect(await one.count()).toBe(4);
  });

  test('applies nothing of a batch on which the analyzer throws', async () => {
    const english = createAnalyzer();
    const terms = (text: string) => {
      if (text === 'bad') throw new Error('cannot analyse');
      return english.terms(text);
    };
    const one = createBm25Index({ documents, analyzer: { ...english, terms } });
    await expect(
      one.upsert([
        { id: 'good', content: 'good' },
        { id: 'bad', content: 'bad' },
      ]),
    ).rejects.toThrow('cannot');
    expect(await one.count()).toBe(4);
    expect(await one.search('good')).toEqual([]);
  });
});

describe('createBm25Index, given what nobody should give', () => {
  test('takes ids and words that every object has', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length'];
    const index = createBm25Index({ documents: names.map((id) => ({ id, content: `${id} text` })) });
    for (const name of names) expect(ids(await index.search(name))).toEqual([name]);
    await index.remove(['__proto__']);
    expect(await index.search('__proto__')).toEqual([]);
    expect((await index.scoreByIds('text', ['constructor', '__proto__', 'isPrototypeOf'])).size).toBe(1);
  });

  test('takes lone surrogates and NUL in texts and queries', async () => {
    const index = createBm25Index({ documents: [{ id: 'a', content: 'one\ud800two\0three' }] });
    expect(ids(await index.search('\udfff two \0'))).toEqual(['a']);
  });

  test('takes a text of 10 MB, one of 100,000 terms and a query of 100,000 characters', {
    timeout: 30_000,
  }, async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `w${n.toString(36)}`).join(' ');
    const index = createBm25Index({
      analyzer: createAnalyzer({ language: 'none' }),
      documents: [
        { id: 'long', content: 'gateway limits '.repeat(700_000) },
        { id: 'many', content: many },
        { id: 'letters', content: 'a'.repeat(1_000_000) },
        ...documents,
      ],
    });
    expect(ids(await index.search('w2s'))).toEqual(['many']);
    const all = await index.search(many.slice(0, 100_000), { topK: 1e9 });
    expect(ids(all)).toEqual(['many']);
    const repeated = await index.search('gateway '.repeat(12_500), { topK: 1e9 });
    expect(ids(repeated).toSorted()).toEqual(['limits', 'long']);
    expect(repeated[0]?.score).toBeCloseTo(12_500 * ((await index.search('gateway'))[0]?.score ?? Number.NaN), 3);
  });
});
