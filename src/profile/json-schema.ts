import { toJsonSchema } from '@valibot/to-json-schema';
import { profileSchema } from './schema';

/** Fields that hold secrets: not proposed, and flagged by the extension, which says where they belong. */
const misplaced = Object.fromEntries(
  ['clientSecret', 'client_secret', 'privateKey', 'password', 'token'].map((name) => [
    name,
    {
      doNotSuggest: true,
      description: 'A secret. It belongs in SecretStorage: use the quick fix, or “Token Deck: Set Secret”.',
    },
  ]),
);

const profile = toJsonSchema(profileSchema, { errorMode: 'ignore' }) as {
  $schema?: string;
  properties: Record<string, unknown>;
};
const { $schema, ...bare } = { ...profile, properties: { ...profile.properties, ...misplaced } };
const draft = $schema ?? 'http://json-schema.org/draft-07/schema#';

/** The JSON Schema of one personal profile's document, for editors. */
export const profileJsonSchema = { $schema: draft, title: 'A profile of Token Deck', ...bare };

/** The JSON Schema of `.vscode/token-deck.json`, for editors. */
export const teamFileJsonSchema = {
  $schema: draft,
  title: 'Team profiles of Token Deck',
  description: 'Auth profiles that are shared with the code. They contain no secrets.',
  type: 'object',
  required: ['version', 'profiles'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'The address of this schema.' },
    version: { const: 1, description: 'The version of this file’s format.' },
    profiles: {
      type: 'array',
      description: 'The profiles, each with its own id.',
      items: bare,
    },
  },
};
