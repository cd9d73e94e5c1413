import { limits } from '@kopru/schema';

/**
 * Whether a GraphQL document, JSON text or JSON value nests deeper than the cap. Check it before
 * parsing: parsers, validation and coercion recurse and overflow the stack at some depth.
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
    // The parser stops here too.
    if (count > limits.queryTokens) return false;
  }
  return false;
}

/** Matches brackets, and skips strings and comments. An unterminated string is not skipped. */
const brackets = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[{}[\]()]/g;

const valueNests = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => valueNests(each, levels - 1)));
