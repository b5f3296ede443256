import type { InspectedToken } from '../jwt/inspect/inspect';
import type { Verification } from '../jwt/verify/verify';

/** Where the token of an inspector can be found again after a reload; never the token itself. */
export type Reference = { profile: string } | { uri: string; line: number; character: number };

/** A profile whose issuer's keys can be used. */
export interface ProfileChoice {
  reference: string;
  name: string;
}

/** The page's sections that can be asked for. */
export type Section = 'verify' | 'sign' | 'decrypt';

/** The keys that a signature is to be checked with. */
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

/** The key that a test token is to be signed with: one made on the spot, or one that is given. */
export type SigningKey = { make: string } | { key: string };

/** What the inspector's page is told. */
export type ToPage =
  | {
      type: 'show';
      token: InspectedToken;
      /** The edition of the page's text that this is of. */
      edition: number;
      /** Where the text in the page is to be replaced by this token. */
      replace: boolean;
      /** What the page keeps as its state. */
      reference: Reference | undefined;
      /** Why there is no token, where there should be one. */
      note: string | undefined;
    }
  | {
      type: 'choices';
      profiles: ProfileChoice[];
      /** The one that the token fits best. */
      suggested: string | undefined;
      algorithms: readonly string[];
      templates: { name: string; header: string; claims: string }[];
    }
  | { type: 'open'; section: Section }
  /** What was asked of a token; it counts for the edition alone that it is of. */
  | { type: 'answer'; section: Section; edition: number; answer: Answer }
  | { type: 'copied'; what: string };

/** How it ended what a section asked for. */
export type Answer =
  | { of: 'verify'; result: Verification }
  | { of: 'decrypt'; payload: string }
  | { of: 'sign'; made: boolean; published: boolean }
  /** A message for people; '' where it was cancelled. */
  | { of: 'failure'; message: string };

/** What the page tells. */
export type FromPage =
  | { type: 'ready' }
  | { type: 'edited'; text: string; edition: number }
  | { type: 'copy'; text: string; what: string }
  | { type: 'copyKey'; form: 'jwk' | 'jwks' | 'private' }
  | { type: 'inspect'; token: string }
  | { type: 'verify'; request: VerifyRequest }
  | { type: 'decrypt'; key: string }
  | { type: 'sign'; header: string; claims: string; key: SigningKey };
