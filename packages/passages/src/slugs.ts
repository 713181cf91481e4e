import GithubSlugger from 'github-slugger';
import { withoutHalfPair } from './cut-span.ts';
import { utf8Length } from './well-formed.ts';

/** For headings that GitHub gives no anchor, such as "!!!". */
const NAMELESS = 'section';

/**
 * Names the headings of one document as GitHub's anchors do: lower case, punctuation gone, spaces as `-`, and `-1`,
 * `-2` … where a name comes again. One too long for `bytes` of UTF-8 is cut, and stays unique.
 */
export function createSlugger(bytes: number): (heading: string) => string {
  const slugger = new GithubSlugger();
  return (heading) => {
    const slug = slugger.slug(shortened(heading, 4 * bytes));
    if (slug === '' || /^-\d+$/.test(slug)) return slugger.slug(NAMELESS);
    return utf8Length(slug) <= bytes ? slug : slugger.slug(cutToBytes(slug, bytes - ROOM_FOR_NUMBER));
  };
}

const ROOM_FOR_NUMBER = 12;

function cutToBytes(text: string, bytes: number): string {
  let length = Math.min(text.length, bytes);
  while (utf8Length(text.slice(0, length)) > bytes) length = Math.floor(length * 0.9);
  return shortened(text, length);
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, withoutHalfPair(text, length));
}
