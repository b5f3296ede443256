import * as vscode from 'vscode';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { findJwts } from '../../jwt/find/scan';
import { nameOf } from '../../profile/known';
import { t } from '@vscode/l10n';
import type { Gate } from '../access/gate';
import type { Side } from './comparison';
import { copiedMessage, type CopySecret } from '../ui/clipboard';
import type { UiHandlers } from '../ui/notify';
import { jwtAtPlace, type Subject } from './inspector';
import type { Profiles } from '../profiles/profiles';
import { readPlace } from './reference';
import type { States } from '../profiles/states';
import { subjectTo } from './decode';
import { terminalSelection } from './terminal-selection';

/** Loaded when first needed, with the registry of claims. */
const inspection = () => import('../../jwt/inspect/inspect');

export interface JwtUiParts {
  profiles: Profiles;
  states: States;
  gate: Gate;
  inspect: (subject: Subject) => Promise<void>;
  compare: (left: Side, right: Side) => Promise<void>;
  copySecret: CopySecret;
}

/** The commands with which people look into JWTs, check, compare and make them. */
export function jwtUi({ profiles, states, gate, inspect, compare, copySecret }: JwtUiParts) {
  return {
    'tokenDeck.ui.decodeJwt': async () => inspect(await subjectTo('decode')),
    'tokenDeck.ui.verifyJwt': async () => inspect({ ...(await subjectTo('verify')), section: 'verify' }),
    'tokenDeck.ui.decryptJwe': async () => inspect({ ...(await subjectTo('decrypt')), section: 'decrypt' }),
    'tokenDeck.ui.signJwt': async () => inspect({ token: '', title: t('Test JWT'), section: 'sign' }),
    'tokenDeck.ui.compareJwts': async () => {
      const choices = await tokensAtHand(profiles, states);
      const left = await pick(choices, t('Compare JWTs (1/2): Left'));
      const others = choices.filter((choice) => choice.token !== left.token);
      const right = await pick(others, t('Compare JWTs (2/2): Right'));
      await compare(await shown(left, gate), await shown(right, gate));
    },
    'tokenDeck.ui.inspectAt': async (argument) => inspect(await subjectAt(argument)),
    'tokenDeck.ui.verifyAt': async (argument) => inspect({ ...(await subjectAt(argument)), section: 'verify' }),
    'tokenDeck.ui.copyClaimsAt': async (argument) => {
      const { claims } = await (await inspection()).inspectToken((await subjectAt(argument)).token);
      if (claims === undefined) throw new Fault('jwt-malformed', t('This token has no readable claims.'));
      await copySecret(claims.json);
      vscode.window.setStatusBarMessage(`$(check) ${copiedMessage(t('Claims copied'))}`, 4000);
    },
    'tokenDeck.ui.inspectTerminalSelection': async () => inspect({ token: await terminalSelection() }),
  } satisfies UiHandlers;
}

/** The token at the place that a link names. */
async function subjectAt(argument: unknown): Promise<Subject> {
  const reference = readPlace(argument);
  if (reference === undefined) throw new Fault('argument-invalid', t('The link has no position.'));
  // A document that can no longer be opened has no token either.
  const found = await jwtAtPlace(reference).catch(() => undefined);
  if (found === undefined)
    throw new Fault('jwt-malformed', t('The token is no longer there.'), {
      next: t('Hover over it again.'),
    });
  return { token: found.text, reference };
}

/** Every token that is at hand: in the editor, in the clipboard, and those of profiles. */
async function tokensAtHand(profiles: Profiles, states: States): Promise<Side[]> {
  const { document } = vscode.window.activeTextEditor ?? {};
  const inDocument: Side[] = [];
  // Thousands of tokens would be too many to choose from.
  for (
    let line = 0;
    document !== undefined && line < Math.min(document.lineCount, 20_000) && inDocument.length < 50;
    line++
  ) {
    for (const { text } of findJwts(document.lineAt(line).text))
      inDocument.push({ token: text, name: t('Line {line}', { line: line + 1 }) });
  }
  const copied = [...findJwts((await vscode.env.clipboard.readText()).slice(0, 1_048_576))].slice(0, 5);
  const ofProfiles: Side[] = [];
  // What memory does not know is read at the same time; where SecretStorage does not answer, the others remain.
  const read = (await profiles.shown()).map(async (known) => ({
    known,
    set: (await states.withSet(known).catch(() => states.atHand(known))).set,
  }));
  for (const { known, set } of await Promise.all(read)) {
    if (set === undefined || !known.usable) continue;
    const name = plain(nameOf(known));
    ofProfiles.push({ token: set.accessToken, name, profile: known });
    if (set.idToken !== undefined)
      ofProfiles.push({
        token: set.idToken,
        name: t('{profile} (ID token)', { profile: name }),
        profile: known,
        isIdToken: true,
      });
  }
  const found = [...inDocument, ...copied.map(({ text }) => ({ token: text, name: t('Clipboard') })), ...ofProfiles];
  return found.filter(({ token }) => findJwts(token).next().done !== true);
}

/** A token that was chosen, as the gate shows it: a profile's may have been renewed, or be gone, by now. */
async function shown(side: Side, gate: Gate): Promise<Side> {
  if (side.profile === undefined) return side;
  const set = await gate.show('comparison', side.profile);
  const token = side.isIdToken === true ? set?.idToken : set?.accessToken;
  if (token === undefined)
    throw new Fault('jwt-malformed', t('The token is no longer there.'), {
      next: t('Get the token again, then compare.'),
    });
  return { ...side, token };
}

async function pick(choices: readonly Side[], title: string): Promise<Side> {
  const paste = { label: `$(clippy) ${t('Paste a token…')}`, side: undefined };
  const items = await Promise.all(
    choices.map(async (side) => ({ label: side.name, description: await summary(side.token), side })),
  );
  const chosen = await vscode.window.showQuickPick([...items, paste], {
    title,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) throw cancelled();
  if (chosen.side !== undefined) return chosen.side;
  const pasted = await vscode.window.showInputBox({
    title,
    prompt: t('Paste a token'),
    password: true,
    ignoreFocusOut: true,
  });
  if (pasted === undefined) throw cancelled();
  return { token: pasted.trim(), name: t('Pasted') };
}

/** Whose token it is, in a few words. */
async function summary(token: string): Promise<string> {
  const { claims, kind } = await (await inspection()).inspectToken(token);
  const value = (name: string) => claims?.fields.find((field) => field.name === name)?.value;
  const words = [value('sub'), value('iss')].filter((word) => word !== undefined).map((word) => plain(word, 60));
  return words.join(' · ') || kind.toUpperCase();
}
