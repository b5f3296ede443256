import type { KnownProfile } from '../../profile/known';
import type { Asking } from '../../tokens/client-secrets';
import type { Diagnosis } from '../../tokens/diagnosis/diagnosis';
import { describeCurrent, type TokenDescription } from '../../tokens/description';
import type { ProviderRequests } from '../../tokens/provider-requests';
import type { TokenService } from '../../tokens/service';
import type { SignOut } from '../../tokens/sign-out';
import type { Gate } from '../access/gate';
import type { States } from '../profiles/states';
import type { Target } from '../profiles/target';
import { field, readArgument } from '../ui/argument';
import { readOptions } from './token-commands';

export interface ProviderCommandsParts {
  target: Target;
  states: States;
  gate: Gate;
  service: TokenService;
  requests: ProviderRequests;
  signOut: SignOut;
  diagnose: (known: KnownProfile, asking?: Asking) => Promise<Diagnosis>;
}

/** The public commands that hand out no token: what is known of one, here and at its provider, and its end. */
export class ProviderCommands {
  constructor(private readonly parts: ProviderCommandsParts) {}

  /** `tokenDeck.describeToken`: what is known of the current token. Nothing is renewed, and the network is not used. */
  async describeToken(argument: unknown): Promise<TokenDescription> {
    const { target, states, service } = this.parts;
    const known = await target.profile(argument, readOptions(readArgument(argument).rest).interactive);
    const { state } = await states.withSet(known);
    return describeCurrent(service, known, state.kind);
  }

  /** `tokenDeck.introspectToken`: what the provider says of the token. */
  introspectToken(argument: unknown): Promise<Record<string, unknown>> {
    return this.ask('introspection', argument);
  }

  /** `tokenDeck.showUserInfo`: what the provider says of the user who signed in. */
  showUserInfo(argument: unknown): Promise<Record<string, unknown>> {
    return this.ask('userinfo', argument);
  }

  /**
   * `tokenDeck.signOut`: forgets the tokens of one profile or of all, but no secret, and has them revoked. What could not
   * be revoked is in the log.
   */
  async signOut(argument: unknown): Promise<void> {
    const { target, signOut } = this.parts;
    const { rest, name } = readArgument(argument);
    if (name === undefined && field(rest, 'all', 'boolean') === true) await signOut.all();
    else await signOut.one(await target.usable(argument));
  }

  /**
   * `tokenDeck.diagnoseProfile`: why a profile does not work, as Markdown that is safe to send. Its servers are asked, as
   * the user has allowed; nothing secret is sent.
   */
  async diagnoseProfile(argument: unknown): Promise<string> {
    const { target, diagnose } = this.parts;
    const options = readOptions(readArgument(argument).rest);
    const known = await target.profile(argument, options.interactive);
    return (await diagnose(known, options.interactive === undefined ? {} : { interactive: options.interactive }))
      .report;
  }

  private async ask(door: 'introspection' | 'userinfo', argument: unknown): Promise<Record<string, unknown>> {
    const { target, gate, requests } = this.parts;
    const options = readOptions(readArgument(argument).rest);
    const profile = await target.usable(argument, options.interactive);
    const { set } = await gate.issue({ door, caller: 'program', profile }, options);
    return requests[door](profile, set, options);
  }
}
