import { escaped } from '../html/html.ts';

/**
 * As much of a DOM as Plot needs to draw: elements, attributes and texts, which become markup. Texts and attributes are
 * escaped. It finds nothing: `querySelector` is for plots that change after they were drawn.
 */
export interface SvgDocument {
  readonly documentElement: SvgElement;
  createElementNS(namespace: string, name: string): SvgElement;
  createElement(name: string): SvgElement;
  createTextNode(text: string): SvgText;
  querySelector(): null;
}

export interface SvgText {
  readonly markup: string;
}

export interface SvgElement {
  readonly ownerDocument: SvgDocument;
  readonly namespaceURI: string;
  readonly markup: string;
  parentNode: SvgElement | null;
  readonly children: readonly SvgElement[];
  textContent: string;
  readonly style: { setProperty(name: string, value: string): void; removeProperty(name: string): void };
  appendChild<T extends SvgElement | SvgText>(child: T): T;
  insertBefore<T extends SvgElement | SvgText>(child: T, reference: SvgElement | SvgText | null): T;
  setAttribute(name: string, value: unknown): void;
  setAttributeNS(namespace: string, name: string, value: unknown): void;
  hasAttribute(name: string): boolean;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  querySelector(): null;
}

const SVG = 'http://www.w3.org/2000/svg';
const NAME = /^[a-zA-Z][\w:-]*$/;

export function createSvgDocument(): SvgDocument {
  const createElement = (name: string): SvgElement => createSvgElement(name, created);
  const created: SvgDocument = {
    createElement,
    createElementNS: (_namespace, name) => createElement(name),
    createTextNode: (text) => ({ markup: escaped(String(text)) }),
    querySelector: () => null,
    get documentElement() {
      return createElement('svg');
    },
  };
  return created;
}

function createSvgElement(name: string, ownerDocument: SvgDocument): SvgElement {
  const attributes = new Map<string, string>();
  const styles = new Map<string, string>();
  const nodes: (SvgElement | SvgText)[] = [];
  const setAttribute = (key: string, value: unknown): void => {
    // The whole plot is one picture with a name; groups in it may have none.
    if (name !== 'g' || !key.startsWith('aria-')) attributes.set(checkedName(key), String(value));
  };
  const insertBefore: SvgElement['insertBefore'] = (child, reference) => {
    const place = reference === null ? -1 : nodes.indexOf(reference);
    nodes.splice(place < 0 ? nodes.length : place, 0, child);
    if ('parentNode' in child) child.parentNode = element;
    return child;
  };
  const element: SvgElement = {
    ownerDocument,
    namespaceURI: SVG,
    parentNode: null,
    style: {
      setProperty: (key, value) => void styles.set(key, value),
      removeProperty: (key) => void styles.delete(key),
    },
    appendChild: (child) => insertBefore(child, null),
    insertBefore,
    setAttribute,
    setAttributeNS: (_namespace, key, value) => setAttribute(key, value),
    get children() {
      return nodes.filter((node): node is SvgElement => 'setAttribute' in node);
    },
    hasAttribute: (key) => attributes.has(key),
    getAttribute: (key) => attributes.get(key) ?? null,
    removeAttribute: (key) => void attributes.delete(key),
    querySelector: () => null,
    get textContent() {
      return nodes.map(({ markup }) => markup).join('');
    },
    set textContent(text) {
      nodes.splice(0, nodes.length, ownerDocument.createTextNode(text));
    },
    get markup() {
      const style = [...styles].map(([key, value]) => `${key}:${value}`).join(';');
      const all = style === '' ? [...attributes] : [...attributes, ['style', style] as const];
      const written = all.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
      return `<${name}${written}>${nodes.map(({ markup }) => markup).join('')}</${name}>`;
    },
  };
  checkedName(name);
  return element;
}

function checkedName(name: string): string {
  if (!NAME.test(name)) throw new Error(`report-page: ${name} names no element or attribute`);
  return name;
}
