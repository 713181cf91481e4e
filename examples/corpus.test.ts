import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Query {
  readonly id: string;
  readonly text: string;
  readonly unanswerable?: boolean;
}

interface Judgement {
  readonly query: string;
  readonly section: string;
  readonly score: number;
}

const corpus = new URL('corpus/', import.meta.url);
const docs = new URL('docs/', corpus);
const read = (name: string, folder: URL): string => readFileSync(new URL(name, folder), 'utf8');
const distinct = (values: readonly string[]): number => new Set(values).size;

/** The anchor that GitHub gives a heading. */
function slug(heading: string): string {
  const kept = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '');
  return kept.replaceAll(' ', '-');
}

/** Ids of the sections that have text of their own. */
function sectionsOf(path: string): string[] {
  const body = read(path, docs)
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^```[\s\S]*?^```/gm, 'code');
  return body.split(/^(?=#{1,3} )/m).flatMap((part) => {
    const [, heading, text] = /^#{1,3} (.*)\n([\s\S]*)$/.exec(part) ?? [];
    return heading && text?.trim() ? [`${path}#${slug(heading)}`] : [];
  });
}

const paths = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md'));
const sections = paths.flatMap(sectionsOf);
const queries = read('queries.jsonl', corpus)
  .trim()
  .split('\n')
  .map((line): Query => JSON.parse(line));
const [header, ...rows] = read('qrels.tsv', corpus).trim().split('\n');
const judgements = rows.map((row): Judgement => {
  const [query = '', section = '', score] = row.split('\t');
  return { query, section, score: Number(score) };
});

describe('the bundled corpus', () => {
  it('has at least 120 sections with distinct ids', () => {
    expect(sections.length).toBeGreaterThanOrEqual(120);
    expect(distinct(sections)).toBe(sections.length);
  });

  it('has at least 40 judged queries and 8 without an answer, with distinct ids and texts', () => {
    expect(queries.filter((query) => !query.unanswerable).length).toBeGreaterThanOrEqual(40);
    expect(queries.filter((query) => query.unanswerable).length).toBeGreaterThanOrEqual(8);
    expect(distinct(queries.map((query) => query.id))).toBe(queries.length);
    expect(distinct(queries.map((query) => query.text))).toBe(queries.length);
  });

  it('begins with the OAuth2 question', () => {
    expect(queries[0]).toEqual({ id: 'q01', text: 'How do I configure OAuth2 authentication?' });
  });

  it('judges only sections and queries that exist, each pair once, with score 1 or 2', () => {
    expect(header).toBe('query-id\tcorpus-id\tscore');
    const ids = queries.map((query) => query.id);
    expect(judgements.filter(({ section }) => !sections.includes(section))).toEqual([]);
    expect(judgements.filter(({ query }) => !ids.includes(query))).toEqual([]);
    expect(judgements.filter(({ score }) => score !== 1 && score !== 2)).toEqual([]);
    expect(distinct(rows.map((row) => row.slice(0, row.lastIndexOf('\t'))))).toBe(rows.length);
  });

  it('gives every query either an answer of score 2 or the mark that there is none', () => {
    const judged = new Set(judgements.map(({ query }) => query));
    const answered = new Set(judgements.filter(({ score }) => score === 2).map(({ query }) => query));
    for (const { id, unanswerable = false } of queries) {
      expect([id, judged.has(id), answered.has(id)]).toEqual([id, !unanswerable, !unanswerable]);
    }
  });
});
