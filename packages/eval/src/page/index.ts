export { ceilingPage } from './ceiling-page.ts';
export { comparisonPage } from './comparison-page.ts';
export { tunePage } from './tune-page.ts';
export { verdictPage } from './verdict-page.ts';
