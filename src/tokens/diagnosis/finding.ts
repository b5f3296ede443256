/** How much a finding matters: it keeps the profile from working, may do so, or is good to know. */
export type Severity = 'problem' | 'warning' | 'note';

/** Where the cause most likely is. */
export type Cause = 'profile' | 'provider' | 'network' | 'machine';

/** One thing that a diagnosis found. */
export interface Finding {
  severity: Severity;
  cause: Cause;
  /** What is wrong, one or more whole sentences. Values from outside in it are one line each, and no secret. */
  what: string;
  /** What to change; none for a note without a remedy. */
  next?: string;
  /** The profile's field that it is about. */
  field?: string;
}

/** Sorts findings by how much they matter; those that matter as much stay in their order. */
export function byWeight(findings: readonly Finding[]): Finding[] {
  const order: readonly Severity[] = ['problem', 'warning', 'note'];
  return order.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
