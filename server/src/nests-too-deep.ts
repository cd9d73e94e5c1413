import { limits } from '@kopru/schema';

/**
 * Whether a GraphQL document, JSON text or JSON value nests deeper than the cap. To be asked before parsing: parsers, validation and
 * coercion walk down by recursion, and end at some depth with the stack, not with an answer.
 */
export function nestsTooDeep(value: unknown): boolean {
  return typeof value === 'string' ? textNests(value) : valueNests(value, limits.nesting);
}

function textNests(text: string): boolean {
  if (text.length <= limits.nesting) return false;
  let depth = 0;
  let count = 0;
  for (const [token] of text.matchAll(brackets)) {
    if ('{[('.includes(token)) depth += 1;
    else if ('}])'.includes(token)) depth -= 1;
    count += 1;
    if (depth > limits.nesting) return true;
    // The parser reads no further, either.
    if (count > limits.queryTokens) return false;
  }
  return false;
}

/** Brackets; texts and comments are passed over whole. A text that does not end is none. */
const brackets = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[{}[\]()]/g;

const valueNests = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => valueNests(each, levels - 1)));
