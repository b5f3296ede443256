import type * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { InspectedToken } from '../../jwt/inspect/inspect';
import { templates } from '../../jwt/verify/templates';
import { titleOf } from '../../jwt/inspect/title';
import type { TokenIndex } from '../../tokens/token-index';
import { exactReferenceOf, nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { plain } from '../../faults/plain';
import type {
  Answer,
  FromPage,
  KeyChoice,
  ProfileChoice,
  Reference,
  Section,
  SigningKey,
  ToPage,
  VerifyRequest,
} from '../../webview/protocol';
import { copiedMessage, type CopySecret } from '../ui/clipboard';
import type { JwtCommands } from './jwt-commands';
import type { Profiles } from '../profiles/profiles';
import type { Gate } from '../access/gate';
import { failureOf, remedyOf } from './page-remedies';
import { ownerOf, type KeySource } from './key-source';

export interface InspectorParts {
  profiles: Profiles;
  gate: Gate;
  index: TokenIndex;
  /** Loaded once a token is shown: it brings the cryptography. */
  jwtCommands: () => Promise<JwtCommands>;
  copySecret: CopySecret;
  now: () => number;
}

/** Loaded when first needed, with the registry of claims. */
const inspection = () => import('../../jwt/inspect/inspect');
const decryption = () => import('../../jwt/inspect/decrypted');

/** What an inspector shows. */
export interface Shown {
  token: string;
  reference: Reference | undefined;
  /** Why there is no token where there should be one. */
  note: string | undefined;
  /** What it is called; without it, the profile whose token it is, or the token's issuer and subject. */
  title: string | undefined;
}

/** The editor that an inspector is in. */
export interface Tab {
  rename(title: string): void;
  openAnother(token: string): void;
}

type Handlers = { [K in FromPage['type']]: (message: Extract<FromPage, { type: K }>) => unknown };

/** One inspector: what its page shows, and what the page asks for. */
export class InspectorPanel {
  private edition = 0;
  /** The last question of each section. */
  private readonly asked = new Map<Section, object>();
  /** The key of the last signing, to verify with it and to copy it; only in memory. */
  private signedWith: { key: unknown; made: boolean; alg: string | undefined } | undefined;

  constructor(
    private readonly webview: vscode.Webview,
    private readonly parts: InspectorParts,
    private shown: Shown,
    private section: Section | undefined,
    private readonly tab: Tab,
  ) {
    // The webview's subscriptions end with its panel.
    webview.onDidReceiveMessage((message: FromPage) => {
      if (Object.hasOwn(this.handlers, message.type)) void this.handlers[message.type](message as never);
    });
  }

  private readonly handlers: Handlers = {
    ready: async () => {
      await this.show(true);
      await this.offerChoices();
      if (this.section !== undefined) this.post({ type: 'open', section: this.section });
      this.section = undefined;
    },
    edited: async ({ text, edition }) => {
      this.replace(text);
      this.edition = edition;
      await this.show(false);
    },
    copy: async ({ text, what }) => {
      await this.tellCopied(text);
      await this.parts.copySecret(text);
      this.post({ type: 'copied', what: copiedMessage(what) });
    },
    copyKey: ({ form }) => this.copyKey(form),
    remedy: ({ remedy }) => remedyOf(remedy),
    inspect: ({ token }) => this.tab.openAnother(token),
    verify: ({ request }) => this.answer('verify', (token) => this.verify(token, request)),
    decrypt: ({ key }) =>
      this.answer('decrypt', async (token) => {
        const { payload } = await (await this.parts.jwtCommands()).decryptJwe({ token, key });
        return { of: 'decrypt', payload, read: await (await decryption()).readDecrypted(payload) };
      }),
    sign: ({ header, claims, key }) =>
      this.answer('sign', async (_token, isWanted) => {
        const commands = await this.parts.jwtCommands();
        const given = {
          header: parsed(header) ?? notObject(t('The header must be a JSON object.')),
          claims: parsed(claims) ?? notObject(t('The claims must be a JSON object.')),
        };
        const { material, made, makes } = await this.signingKey(key);
        // A key that is made here has its own algorithm and id, whatever the token had before.
        const { kid, ...rest } = given.header;
        const alg = made ? makes : given.header.alg;
        const head = made ? { ...rest, alg } : { ...rest, kid };
        const signed = await commands.signJwt({ header: head, claims: given.claims, key: material });
        const signedWith = { key: material, made, alg: typeof alg === 'string' ? alg : undefined };
        const published = (await commands.publish(material, signedWith.alg)) !== undefined;
        if (!isWanted()) return undefined;
        this.signedWith = signedWith;
        this.replace(signed);
        await this.show(true);
        return { of: 'sign', made, published };
      }),
  };

  /** Another token is shown from now on, so answers about the one before are unwanted. */
  private replace(token: string): void {
    this.shown = { token, reference: undefined, note: undefined, title: undefined };
    this.asked.delete('verify');
    this.asked.delete('decrypt');
  }

  private async show(replace: boolean): Promise<void> {
    const { edition, shown } = this;
    const token = await (await inspection()).inspectToken(shown.token);
    if (this.shown !== shown) return;
    this.tab.rename(this.title(token));
    this.post({ type: 'show', token, edition, replace, reference: shown.reference, note: shown.note });
  }

  private title(token: InspectedToken): string {
    if (this.shown.title !== undefined) return this.shown.title;
    const origin = this.parts.index.profileOf(token.token);
    return origin === undefined ? titleOf(token) : nameOf(origin);
  }

  /** The key to sign with, whether it was made here, and for which algorithm. @throws `key-unusable` */
  private async signingKey(key: SigningKey): Promise<{ material: unknown; made: boolean; makes?: string | undefined }> {
    if ('make' in key) {
      const material = await (await this.parts.jwtCommands()).makeKey(key.make);
      return { material, made: true, makes: key.make };
    }
    if ('key' in key) return { material: key.key.trim(), made: false };
    if (this.signedWith === undefined)
      throw new Fault('key-unusable', t('The key is no longer there.'), { next: t('Choose a key, then sign again.') });
    return { material: this.signedWith.key, made: this.signedWith.made, makes: this.signedWith.alg };
  }

  private async offerChoices(): Promise<void> {
    const usable = (await this.parts.profiles.shown()).filter(hasKeys);
    const profiles: ProfileChoice[] = usable.map((known) => ({
      reference: exactReferenceOf(known),
      name: plain(nameOf(known)),
    }));
    const inspected = await (await inspection()).inspectToken(this.shown.token);
    this.post({
      type: 'choices',
      profiles,
      suggested: this.suggested(usable, inspected),
      algorithms: await (await this.parts.jwtCommands()).algorithms(),
      templates: templates(this.parts.now()).map(({ name, header, claims }) => ({
        name,
        header: JSON.stringify(header, null, 2),
        claims: JSON.stringify(claims, null, 2),
      })),
    });
  }

  /** The profile whose token it is, else one with the same issuer. */
  private suggested(usable: readonly UsableProfile[], inspected: InspectedToken): string | undefined {
    const { reference } = this.shown;
    const issuer = inspected.claims?.fields.find(({ name }) => name === 'iss')?.value;
    const own = usable.find(
      (known) => reference && 'profile' in reference && exactReferenceOf(known) === reference.profile,
    );
    const found = own ?? usable.find((known) => issuer !== undefined && known.settings.issuer === issuer);
    return found && exactReferenceOf(found);
  }

  private async verify(
    token: string,
    { keys, issuer, audience, scope, clockTolerance }: VerifyRequest,
  ): Promise<Answer> {
    const profile = keys.from === 'profile' ? await this.parts.profiles.usable(keys.profile) : undefined;
    const tolerance = Math.min(Math.max(clockTolerance, 0), 300) || 0;
    const expected = {
      ...(issuer !== '' && { issuer }),
      ...(audience !== '' && { audience: audience.split(/\s+/) }),
      ...(scope !== '' && { scope }),
      clockTolerance: tolerance,
    };
    const commands = await this.parts.jwtCommands();
    const source = this.sourceOf(keys, profile);
    const result = await commands.verifier.verify(token, source, expected, profile);
    const { claims } = await (await inspection()).inspectToken(token);
    const owner = ownerOf(source, claims?.fields.find(({ name }) => name === 'iss')?.value);
    return { of: 'verify', result, source: owner, clockTolerance: tolerance };
  }

  private sourceOf(keys: KeyChoice, profile: UsableProfile | undefined): KeySource {
    if (profile !== undefined) return { from: 'profile', profile };
    switch (keys.from) {
      case 'address':
      case 'key':
        return keys;
      case 'token':
        return { from: 'token' };
      case 'signed':
        return this.signedWith === undefined ? { from: 'nowhere' } : { from: 'key', key: this.signedWith.key };
      default:
        return { from: 'nowhere' };
    }
  }

  /** A profile's token that is copied from here leaves through the gate too. */
  private async tellCopied(text: string): Promise<void> {
    const { reference, token } = this.shown;
    if (reference === undefined || !('profile' in reference) || text !== token) return;
    const known = await this.parts.profiles.find(reference.profile);
    if (known?.usable === true) this.parts.gate.copied(known);
  }

  private async copyKey(form: 'jwk' | 'jwks' | 'private'): Promise<void> {
    if (this.signedWith === undefined) return;
    const { key, alg } = this.signedWith;
    const set = await (await this.parts.jwtCommands()).publish(key, alg);
    const value = form === 'private' ? key : form === 'jwks' ? set : set?.keys[0];
    if (value === undefined) return;
    await this.parts.copySecret(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
    const what = { jwk: t('Public JWK'), jwks: 'JWKS', private: t('Private key') }[form];
    this.post({ type: 'copied', what: copiedMessage(what) });
  }

  /**
   * Answers a section’s question about the token that is shown now, a failure too. The answer is dropped once another
   * token is shown or the section has asked again.
   */
  private async answer(
    section: Section,
    run: (token: string, isWanted: () => boolean) => Promise<Answer | undefined>,
  ): Promise<void> {
    const asked = {};
    this.asked.set(section, asked);
    const isWanted = () => this.asked.get(section) === asked;
    const { shown } = this;
    let answer: Answer | undefined;
    try {
      // Only the token, without the text around it.
      const { token } = await (await inspection()).inspectToken(shown.token);
      answer = await run(token, isWanted);
    } catch (thrown) {
      answer = failureOf(thrown);
    }
    if (answer !== undefined && isWanted()) this.post({ type: 'answer', section, edition: this.edition, answer });
  }

  private post(message: ToPage): void {
    void this.webview.postMessage(message);
  }
}

function hasKeys(known: KnownProfile): known is UsableProfile {
  return known.usable && (known.settings.issuer ?? known.settings.endpoints.jwks) !== undefined;
}

function parsed(json: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

function notObject(what: string): never {
  throw new Fault('argument-invalid', what, { next: t('Correct it, then sign again.') });
}
