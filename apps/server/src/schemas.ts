// JSON Schemas of requests and responses. They validate what comes in, shape what goes out, and are the OpenAPI document.

/** A JSON Schema. */
type Schema = Readonly<Record<string, unknown>>;

export const LIMITS = { bodyBytes: 65_536, queryCharacters: 10_000, firstStageK: 1_000, finalK: 100 } as const;

const integer = (minimum: number, maximum: number, extra: object = {}): Schema => ({
  type: 'integer',
  minimum,
  maximum,
  ...extra,
});

export const searchRequest: Schema = {
  type: 'object',
  required: ['query'],
  additionalProperties: false,
  properties: {
    query: { type: 'string', minLength: 1, maxLength: LIMITS.queryCharacters, description: 'What is searched for.' },
    firstStageK: integer(1, LIMITS.firstStageK, { description: 'N: how many candidates the first stage finds.' }),
    finalK: integer(1, LIMITS.finalK, { description: 'k: how many results are returned; at most N.' }),
    offset: integer(0, LIMITS.firstStageK, { description: 'How many of the best results to leave out.' }),
    filter: {
      type: 'object',
      additionalProperties: true,
      description: 'Condition on metadata, such as {"year": {"$gte": 2024}}.',
    },
    secondStage: { type: 'boolean', description: 'false leaves the second stage out.' },
    timeoutMs: integer(1, 600_000, { description: 'Time limit of the second stage.' }),
    minScore: { type: 'number', description: 'Lowest score of the last stage that is returned.' },
    keepUnscored: { type: 'boolean', description: 'Keep what the second stage did not score, in spite of minScore.' },
    explain: { type: 'boolean', description: 'true adds every event of every stage.' },
  },
};

const data = { type: 'object', additionalProperties: true };

const result = {
  type: 'object',
  required: ['id', 'content', 'metadata', 'firstStageScore', 'firstStageRank', 'rank', 'evidence'],
  properties: {
    id: { type: 'string' },
    content: { type: 'string' },
    title: { type: 'string' },
    metadata: data,
    source: data,
    firstStageScore: { type: 'number' },
    firstStageRank: { type: 'integer' },
    secondStageScore: { type: 'number' },
    rank: { type: 'integer' },
    evidence: { type: 'array', items: data },
  },
};

export const searchResponse: Schema = {
  type: 'object',
  required: ['results', 'warnings', 'timings', 'traceId'],
  properties: {
    results: { type: 'array', items: result },
    degraded: data,
    secondStageSkipped: { type: 'string', description: 'Why the second stage was not asked: it could change nothing.' },
    warnings: { type: 'array', items: { type: 'string' } },
    timings: {
      type: 'object',
      description: 'Milliseconds.',
      properties: { totalMs: { type: 'number' }, firstStageMs: { type: 'number' }, secondStageMs: { type: 'number' } },
    },
    traceId: { type: 'string' },
    trace: { type: 'array', items: data },
  },
};

const count: Schema = { type: 'integer', minimum: 0 };
const orNull = (type: string, description: string): Schema => ({ type: [type, 'null'], description });

export const liveResponse: Schema = {
  type: 'object',
  required: ['window', 'total', 'provenance'],
  properties: {
    window: {
      type: 'object',
      description: 'The latest searches: at most 1,000, of a quarter of an hour.',
      properties: {
        from: orNull('integer', 'Epoch milliseconds; null where there are no searches.'),
        to: { type: 'integer', description: 'Epoch milliseconds.' },
        searches: count,
        failed: count,
        degraded: count,
        perSecond: orNull('number', 'Searches a second.'),
      },
    },
    total: {
      type: 'object',
      description: 'Since the start.',
      properties: { searches: count, failed: count, degraded: count },
    },
    provenance: { ...data, description: 'See provenance-report.schema.json of @tsr/telemetry.' },
  },
};

export const errorResponse: Schema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' } },
    },
  },
};

export const statusResponse: Schema = {
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string' }, passages: { type: 'integer' } },
};
