import { describe, expect, it } from 'vitest';
import { rankedIds, rankedRun } from './scored-run.ts';
import { formatTrecRun, parseTrecRun, type RunQuery, readTrecRun } from './trec-run.ts';

const text = `\uFEFFq1 Q0 a 1 3.5 mine
q1\tQ0\tb\t2\t1e-3\tmine\r

q2 Q0 a 1 -7 mine
`;
const run = new Map([
  [
    'q1',
    [
      { id: 'a', score: 3.5 },
      { id: 'b', score: 0.001 },
    ],
  ],
  ['q2', [{ id: 'a', score: -7 }]],
]);

async function read(chunks: Iterable<string>): Promise<readonly RunQuery[]> {
  const queries: RunQuery[] = [];
  for await (const query of readTrecRun(chunks)) queries.push(query);
  return queries;
}

describe('parseTrecRun', () => {
  it('reads queries, documents and scores, grouped or not', () => {
    expect(parseTrecRun(text)).toEqual(run);
    expect(parseTrecRun('q1 Q0 a 1 2 t\nq2 Q0 a 1 2 t\nq1 Q0 b 2 1 t').get('q1')).toHaveLength(2);
    expect(parseTrecRun('').size).toBe(0);
  });

  it.each([
    ['q1 Q0 a 1 3.5', 'run line 1 has 5 columns: "q1 Q0 a 1 3.5"; give query id, Q0'],
    ['\nq1 Q0 a b 1 3.5 t', 'run line 2 has 7 columns'],
    ['q1 Q0 a 1 NaN t', 'run line 1 has the score "NaN"; give a finite number'],
    ['q1 Q0 a 1 inf t', 'has the score "inf"'],
    ['q1 Q0 a 1 1e999 t', 'has the score "1e999"'],
    ['q1 Q0 a 1 0x10 t', 'has the score "0x10"'],
    ['q1 Q0 a 1 3 t\nq2 Q0 a 1 3 t\nq1 Q0 a 2 2 t', 'run line 3 has document "a" of query "q1" again, as line 1'],
  ])('refuses %j', async (broken, message) => {
    expect(() => parseTrecRun(broken)).toThrow(message);
    if (!broken.includes('q2')) await expect(read([broken])).rejects.toThrow(message);
  });
});

describe('readTrecRun', () => {
  it('reads one query after the other, wherever its pieces end', async () => {
    const expected = [...run].map(([queryId, results]) => ({ queryId, results }));
    for (let size = 1; size <= text.length; size++) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      expect(await read(chunks), `pieces of ${size}`).toEqual(expected);
    }
  });

  it('says which line breaks the rule that lines of a query stand together', async () => {
    const broken = 'q1 Q0 a 1 3 t\nq2 Q0 a 1 3 t\nq1 Q0 b 2 2 t\n';
    await expect(read([broken])).rejects.toThrow(
      'run line 3 comes back to query "q1", which ended in line 1; sort the file by query, or read it whole',
    );
  });

  it('numbers lines across pieces', async () => {
    await expect(read(['q1 Q0 a 1 3 t\nq1 Q0 b', ' 2 2 t\nq1 Q0 c 3 no t\n'])).rejects.toThrow(
      'run line 3 has the score',
    );
  });
});

describe('formatTrecRun', () => {
  it('writes what reads back as the same numbers', () => {
    const odd = new Map([
      [
        'q',
        [
          { id: 'ü', score: 0.1 + 0.2 },
          { id: '\u{1f50e}', score: -1e-320 },
        ],
      ],
    ]);
    expect(parseTrecRun(formatTrecRun(odd, { tag: 't' }))).toEqual(odd);
    expect(formatTrecRun(run, { tag: 'mine' }).split('\n')[1]).toBe('q1 Q0 b 2 0.001 mine');
  });

  it('refuses what would not read back', () => {
    expect(() => formatTrecRun(run, { tag: 'my run' })).toThrow('tag "my run" cannot be written');
    expect(() => formatTrecRun(new Map([['q', [{ id: 'a b', score: 1 }]]]), { tag: 't' })).toThrow('document id "a b"');
    expect(() => formatTrecRun(new Map([['', [{ id: 'a', score: 1 }]]]), { tag: 't' })).toThrow('query id ""');
  });
});

describe('rankedIds', () => {
  const tied = [
    { id: '\uffff', score: 1 },
    { id: 'a', score: 1.00000001 },
    { id: '\u{10000}', score: 1 },
    { id: 'z', score: 2 },
  ];

  it('breaks ties as it is told', () => {
    expect(rankedIds(tied)).toEqual(['z', 'a', '\uffff', '\u{10000}']);
    expect(rankedIds(tied, 'trecEval')).toEqual(['z', '\u{10000}', '\uffff', 'a']);
    expect(rankedIds(tied, 'asListed')).toEqual(['\uffff', 'a', '\u{10000}', 'z']);
    expect(rankedRun(new Map([['q', tied]])).get('q')![0]).toBe('z');
    expect(() => rankedIds(tied, 'random' as never)).toThrow(`ties is "random"; pass 'idAscending'`);
  });
});
