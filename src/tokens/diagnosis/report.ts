import { t } from '@vscode/l10n';
import { redact } from '../../faults/plain';
import type { ExchangeEvent } from '../../oauth/exchange-event';
import { dateText, exchangeText } from '../../oauth/transcript';
import { nameOf, type KnownProfile } from '../../profile/known';
import { compared } from './comparison';
import type { Facts, Surroundings } from './diagnosis-facts';
import type { Cause, Finding, Severity } from './finding';
import { receptionOf, type Reception } from './login-checks';
import { code, fenced, sentence, table } from './markdown';

/** What a report is made of. */
export interface Reported {
  profile: KnownProfile;
  /** Milliseconds since 1970. */
  at: number;
  findings: readonly Finding[];
  /** Undefined for a profile that cannot be used. */
  facts?: Facts | undefined;
  surroundings: Surroundings;
  /** The requests of this diagnosis. */
  exchanges: readonly ExchangeEvent[];
  /** Every secret and token that is known here: none is told, whatever a server or a profile put where. */
  secrets: readonly string[];
  /** The path of the user's home; empty where there is none. */
  home: string;
}

const severityTexts: Record<Severity, () => string> = {
  problem: () => t('Problem'),
  warning: () => t('Warning'),
  note: () => t('Note'),
};

const causeTexts: Record<Cause, () => string> = {
  profile: () => t('likely cause: the profile'),
  provider: () => t('likely cause: the provider, or the client’s settings there'),
  network: () => t('likely cause: the network'),
  machine: () => t('likely cause: this machine'),
};

const receptionTexts: Record<Reception, () => string> = {
  accepted: () => t('accepts a login with it'),
  refused: () => t('refuses a login with it'),
  unclear: () => t('answers with a page that does not tell'),
  'not-asked': () => t('not asked'),
};

/** A diagnosis as Markdown that is safe to send: no secret, token, code, verifier or `state`, and no path of the user's. */
export function reportText(reported: Reported): string {
  const { profile, at, findings, facts, surroundings, exchanges, secrets, home } = reported;
  const parts = [
    `# ${t('Token Deck: diagnosis of “{profile}”', { profile: sentence(nameOf(profile)) })}`,
    sentence(countText(findings)),
    ...findings.map(findingText),
    ...(facts === undefined ? [] : factsText(facts)),
    `## ${t('Requests of this diagnosis')}`,
    exchanges.length === 0 ? t('None.') : fenced(exchanges.map(exchangeText).join('\n\n')),
    `## ${t('Surroundings')}`,
    [[t('Written at'), dateText(at)] as const, ...surroundings.versions]
      .map(([name, value]) => `- ${sentence(name)}: ${sentence(value)}`)
      .join('\n'),
    t('This report holds no secret, token, code or password.'),
  ];
  const text = redact(parts.join('\n\n'), secrets);
  return `${home.length < 2 ? text : text.split(home).join('~')}\n`;
}

/** How many findings there are of each kind, in one sentence. */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [problems, warnings, notes] = [count('problem'), count('warning'), count('note')];
  if (problems + warnings + notes === 0) return t('Nothing wrong was found.');
  if (problems === 0 && warnings === 0) return t('Nothing wrong was found. Good to know: {notes}.', { notes });
  return t('Problems: {problems}, warnings: {warnings}, notes: {notes}.', { problems, warnings, notes });
}

function findingText({ severity, cause, field, what, next = '' }: Finding, index: number): string {
  const about = field === undefined ? '' : ` · ${code(field)}`;
  const likely = severity === 'note' ? '' : ` · ${causeTexts[cause]()}`;
  return [
    `### ${index + 1}. ${severityTexts[severity]()}${about}${likely}`,
    sentence(what),
    ...(next === '' ? [] : [`**${t('What to do:')}** ${sentence(next)}`]),
  ].join('\n\n');
}

function factsText(facts: Facts): string[] {
  const { redirects } = facts;
  const rows = compared(facts).map(([field, own, named]) => [code(field), own || '–', named || '–']);
  const received = redirects.map(({ uri, isFixed, probed }) => [
    isFixed ? code(uri) : t('another one each time'),
    receptionTexts[receptionOf(uri, probed)](),
  ]);
  return [
    ...(received.length === 0
      ? []
      : [
          `## ${t('Redirect URIs to register, the first one first')}`,
          table([t('Redirect URI'), t('The authorization endpoint')], received),
        ]),
    `## ${t('The profile and the issuer’s metadata')}`,
    table([t('Field'), t('Profile'), t('Metadata')], rows),
  ];
}
