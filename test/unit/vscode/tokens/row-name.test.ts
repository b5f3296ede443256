import assert from 'node:assert/strict';
import { rowName } from '../../../../src/vscode/tokens/row-name';

describe('a name in the sidebar', () => {
  const long = 'Calendar, production, Europe';
  const rows: [name: string, state: string, shown: string][] = [
    ['Orders', 'valid 23 h 59 min', 'Orders'],
    ['Calendar for the desktop', '', 'Calendar for the desktop'],
    [long, '', 'Calendar, pr…ion, Europe'],
    ['Denied consent', 'valid 1 h 59 min', 'Denied consent'],
    ['Sixteen letters!', 'valid 1 h 59 min', 'Sixteen letters!'],
    ['Seventeen letters', 'valid 1 h 59 min', 'Seven…tters'],
    [long, 'ready', 'Calendar, p…on, Europe'],
    [long, 'signed out', 'Calendar…, Europe'],
    [long, 'valid 59 min', 'Calenda… Europe'],
    [long, 'signing in…', 'Calendar… Europe'],
    [long, 'valid 1 h 59 min', 'Calen…urope'],
    [long, 'expires in under a minute', 'Calen…rope'],
  ];
  for (const [name, state, shown] of rows)
    it(`“${name}” is “${shown}” beside “${state}”`, () => assert.equal(rowName(name, state), shown));
});
