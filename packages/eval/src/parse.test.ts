import { describe, expect, it } from 'vitest';
import { parseCorpusJsonl } from './parse-corpus.ts';
import { parseQrelsTsv } from './parse-qrels.ts';
import { judgedQueries, parseQueriesJsonl } from './parse-queries.ts';

const header = 'query-id\tcorpus-id\tscore\n';

describe('parseQrelsTsv', () => {
  it('reads judgments by query, with a byte order mark, CRLF and blank lines', () => {
    const qrels = parseQrelsTsv(`\uFEFF${header.trimEnd()}\r\nq1\td1\t2\r\n\r\nq2\td1\t-1\r\nq1\td 2\t0`);
    expect([...qrels].map(([id, grades]) => [id, [...grades]])).toEqual([
      [
        'q1',
        [
          ['d1', 2],
          ['d 2', 0],
        ],
      ],
      ['q2', [['d1', -1]]],
    ]);
  });

  it.each([
    ['', /qrels line 1 is missing/],
    ['q1\td1\t1\n', /line 1 has "q1\\td1\\t1"; begin with the header/],
    [`${header}q1\td1\n`, /line 2 has "q1\\td1"; give query id, document id and grade/],
    [`${header}q1\t0\td1\t1\n`, /line 2/],
    [`${header}q1\t\t1\n`, /line 2/],
    [`${header}q1\td1\t1.5\n`, /line 2 has the grade "1.5"/],
    [`${header}q1\td1\t\n`, /line 2 has the grade ""/],
    [`${header}\nq1\td1\t1\nq1\td1\t0\n`, /line 4 judges "d1" for query "q1" again/],
  ])('refuses %j and names the line', (text, message) => {
    expect(() => parseQrelsTsv(text)).toThrow(message);
    expect(() => parseQrelsTsv(text)).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

describe('parseQueriesJsonl', () => {
  it('reads queries by id in file order', () => {
    const queries = parseQueriesJsonl('{"_id":"2","text":"b","metadata":{"x":[]}}\n\n{"id":"1","text":""}\n');
    expect([...queries]).toEqual([
      ['2', 'b'],
      ['1', ''],
    ]);
  });

  it.each([
    ['{"_id":"1","text":"a"}\n{', /queries line 2 is not JSON/],
    ['[]', /line 1 has "\[\]"; give one JSON object/],
    ['{"_id":1,"text":"a"}', /line 1 has 1 as "_id"; give "_id" or "id" as a string/],
    ['{"_id":"","text":"a"}', /line 1 has an empty id/],
    ['{"_id":"1"}', /line 1 has undefined as "text"/],
    ['{"_id":"1","text":"a"}\n{"_id":"1","text":"b"}', /line 2 has the id "1" of line 1/],
  ])('refuses %j and names the line', (text, message) => {
    expect(() => parseQueriesJsonl(text)).toThrow(message);
  });
});

describe('judgedQueries', () => {
  it('keeps the judged ones in order and refuses judgments of unknown queries', () => {
    const queries = new Map([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ]);
    expect([
      ...judgedQueries(
        queries,
        new Map([
          ['3', new Map()],
          ['1', new Map()],
        ]),
      ).keys(),
    ]).toEqual(['1', '3']);
    expect(() => judgedQueries(queries, new Map([['4', new Map()]]))).toThrow(/judged query "4"/);
  });
});

describe('parseCorpusJsonl', () => {
  it('reads documents, leaves out an empty title, and keeps flat metadata only', () => {
    const lines = [
      '{"_id":"1","title":"T","text":"x","metadata":{"year":2024,"tags":["a",null],"deep":{"a":1},"mixed":[[1]]}}',
      '{"id":"2","title":"","content":"","metadata":{}}',
    ];
    expect(parseCorpusJsonl(lines.join('\n'))).toEqual([
      { id: '1', content: 'x', title: 'T', metadata: { year: 2024, tags: ['a', null] } },
      { id: '2', content: '' },
    ]);
  });

  it.each([
    ['{"_id":"1","text":"a","title":3}', /corpus line 1 has 3 as "title"/],
    ['{"_id":"1"}', /line 1 has undefined as "text"; give "text" or "content"/],
    ['{"_id":"1","text":"a","metadata":[1]}', /line 1 has metadata that is no object/],
  ])('refuses %j and names the line', (text, message) => {
    expect(() => parseCorpusJsonl(text)).toThrow(message);
  });
});
