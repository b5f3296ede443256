import type { FaultCode } from '../../faults/table';

/** An error that a provider is known for: how it is recognized, and what it means in plain words. */
export interface KnownError {
  /** Fits the error code, a colon, a space and the provider's own words. */
  says: RegExp;
  /** What is wrong, a whole sentence with the error code in it. */
  what: (error: string) => string;
  /** What to change, and where. */
  next: () => string;
  /** The fault where OAuth's meaning of the code is another. */
  code?: FaultCode;
}
