export { renderMarkdown } from './markdown/render-markdown.ts';
export { renderPage } from './render-page.ts';
export type {
  BarSeries,
  BarsBlock,
  Baseline,
  Block,
  FiguresBlock,
  FlowBlock,
  FlowSide,
  LineAxis,
  LineSeries,
  LinesBlock,
  PageSection,
  ReportPage,
  TableBlock,
  TableColumn,
  TextBlock,
  ValueFormat,
} from './report-page.ts';
