import type { DecryptedPayload } from '../jwt/inspect/decrypted';
import type { DescribedObject, InspectedToken } from '../jwt/inspect/inspect';
import type { Verification } from '../jwt/verify/verify';

/** Where the token of an inspector can be found again after a reload; never the token itself. */
export type Reference = { profile: string } | { uri: string; line: number; character: number };

/** What a provider was asked. */
export type Inquiry = 'introspection' | 'userinfo';

/** What a page of an answer is about, by which the provider can be asked again after a reload; never the answer. */
export interface AnswerReference {
  profile: string;
  inquiry: Inquiry;
}

/** What a provider answered, for its page. */
export interface ShownAnswer {
  inquiry: Inquiry;
  /** Who answered: the host, with its port. */
  host: string;
  /** When, in milliseconds since 1970. */
  at: number;
  claims: DescribedObject;
  /** Of an introspection: whether the token is active. */
  active?: boolean;
  /** The token is for others than the client that asked, which may be why it counts as not active. */
  outsideAudience?: boolean;
  /** Milliseconds since 1970. */
  expiresAt?: number;
}

/** Messages to the page of an answer. */
export type ToAnswerPage =
  | {
      type: 'answer';
      /** The page keeps it as its state. */
      reference: AnswerReference;
      /** What the profile is called. */
      profile: string;
      /** Undefined after a reload: an answer is not kept. */
      answer: ShownAnswer | undefined;
    }
  | { type: 'copied'; what: string };

/** Messages from the page of an answer. */
export type FromAnswerPage = { type: 'ready' } | { type: 'copy'; text: string; what: string } | { type: 'again' };

/** A profile with an issuer whose keys can be used. */
export interface ProfileChoice {
  reference: string;
  name: string;
}

/** The page's forms, which can be opened and answered. */
export type Section = 'verify' | 'sign' | 'decrypt';

/** Where the keys to check a signature come from. */
export type KeyChoice =
  | { from: 'nowhere' | 'token' | 'signed' }
  | { from: 'profile'; profile: string }
  | { from: 'address'; address: string }
  | { from: 'key'; key: string };

export interface VerifyRequest {
  keys: KeyChoice;
  issuer: string;
  audience: string;
  scope: string;
  clockTolerance: number;
}

/** The key to sign a test token with: a new one of an algorithm, a given one, or the one that was used before. */
export type SigningKey = { make: string } | { key: string } | { kept: true };

/** Messages to the inspector's page. */
export type ToPage =
  | {
      type: 'show';
      token: InspectedToken;
      /** The edition of the page's text that this belongs to. */
      edition: number;
      /** Whether this token replaces the text in the page. */
      replace: boolean;
      /** The page keeps it as its state. */
      reference: Reference | undefined;
      /** Why there is no token where there should be one. */
      note: string | undefined;
    }
  | {
      type: 'choices';
      profiles: ProfileChoice[];
      /** The one that fits the token best. */
      suggested: string | undefined;
      algorithms: readonly string[];
      templates: { name: string; header: string; claims: string }[];
    }
  | { type: 'open'; section: Section }
  /** The answer to a form's request; valid only for the edition of the text that it belongs to. */
  | { type: 'answer'; section: Section; edition: number; answer: Answer }
  | { type: 'copied'; what: string };

/** The result of a form's request. */
export type Answer =
  /**
   * The source is whose key set it was verified with; undefined for a given key. `clockTolerance` is how far clocks may
   * differ, in seconds.
   */
  | { of: 'verify'; result: Verification; source: string | undefined; clockTolerance: number }
  /** `read` is what the payload says, if it has claims. */
  | { of: 'decrypt'; payload: string; read: DecryptedPayload | undefined }
  | { of: 'sign'; made: boolean; published: boolean }
  /** The message is for people; '' if the request was cancelled. */
  | { of: 'failure'; message: string; remedies: readonly PageRemedy[] };

/** What the page offers under a failure, since its message names it. */
export type PageRemedy = 'keys-setting' | 'manage-access';

/** Messages from the page. */
export type FromPage =
  | { type: 'ready' }
  | { type: 'edited'; text: string; edition: number }
  | { type: 'copy'; text: string; what: string }
  | { type: 'copyKey'; form: 'jwk' | 'jwks' | 'private' }
  | { type: 'inspect'; token: string }
  | { type: 'verify'; request: VerifyRequest }
  | { type: 'decrypt'; key: string }
  | { type: 'remedy'; remedy: PageRemedy }
  | { type: 'sign'; header: string; claims: string; key: SigningKey };
