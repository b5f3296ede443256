import { readText } from '../read/part';
import { describeObject, type DescribedObject } from './describe';

/** What a provider answered about a token or a user, each of its claims explained as those of a token. Never throws. */
export function describeAnswer(answer: Readonly<Record<string, unknown>>): DescribedObject {
  const { json } = readText(JSON.stringify(answer));
  return describeObject('claims', json).claims ?? { fields: [], json: '{}' };
}
