import type { JsonNode } from '../read/json-text';
import { firstJwt } from '../find/scan';

/** A JWT within another one. */
export interface NestedToken {
  /** A part’s name (`payload`, `key binding`), or the claim: `act.token`, `tokens[0]`. */
  where: string;
  token: string;
}

/** No more than these are listed. */
const most = 50;

/**
 * The JWTs in the texts of a JSON value, at any depth: the first one of each text.
 * @param where what the value itself is called; '' for claims, whose members have names of their own
 */
export function nestedTokens(node: JsonNode, where: string): NestedToken[] {
  const found: NestedToken[] = [];
  const visit = (inner: JsonNode, path: string) => {
    if (found.length >= most) return;
    if (inner.kind === 'text') {
      const token = firstJwt(inner.value)?.text;
      if (token !== undefined) found.push({ where: path, token });
    } else if (inner.kind === 'list') {
      inner.items.forEach((item, i) => visit(item, `${path}[${i}]`));
    } else if (inner.kind === 'object') {
      for (const { name, value } of inner.members) visit(value, path === '' ? short(name) : `${path}.${short(name)}`);
    }
  };
  visit(node, where);
  return found;
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
