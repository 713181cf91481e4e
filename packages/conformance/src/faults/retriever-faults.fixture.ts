import type { RetrieverSubject } from '../subject.ts';
import type { Fault } from './fault.fixture.ts';
import { retrieverArgumentFaults } from './retriever-argument-faults.fixture.ts';
import { retrieverFilterFaults } from './retriever-filter-faults.fixture.ts';
import { retrieverPurityFaults } from './retriever-purity-faults.fixture.ts';
import { retrieverRankingFaults } from './retriever-ranking-faults.fixture.ts';

export const retrieverFaults: readonly Fault<RetrieverSubject>[] = [
  ...retrieverRankingFaults,
  ...retrieverArgumentFaults,
  ...retrieverFilterFaults,
  ...retrieverPurityFaults,
];
