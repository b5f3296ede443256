import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  model: string;
  payload: AdapterPayload;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** What a tenant stores: sessions, codes, grants, refresh tokens and opaque access tokens. */
export interface Store {
  adapter(model: string): Adapter;
  /** Deletes all entries of these models (`RefreshToken`, `Session`, …), or all entries. */
  forget(...models: string[]): void;
  /** Lets an entry of a model expire, as oidc-provider sees it; without an id, all of them. */
  expire(model: string, id?: string): void;
}

/** A store in memory, for one tenant. */
export function createStore(): Store {
  const entries = new Map<string, Entry>();
  const keyOf = (model: string, id: string): string => `${model}:${id}`;

  const read = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };

  const findWhere = (model: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, entry] of entries) {
      if (entry.model === model && fits(entry.payload)) return read(key);
    }
    return undefined;
  };

  return {
    adapter: (model) => ({
      upsert: async (id, payload, expiresIn) => {
        const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
        entries.set(keyOf(model, id), { model, payload, expiresAt });
      },
      find: async (id) => read(keyOf(model, id)),
      findByUid: async (uid) => findWhere(model, (payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findWhere(model, (payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = read(keyOf(model, id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void entries.delete(keyOf(model, id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, entry] of entries) {
          if (entry.model === model && entry.payload.grantId === grantId) entries.delete(key);
        }
      },
    }),
    forget: (...models) => {
      for (const [key, entry] of entries) {
        if (models.length === 0 || models.includes(entry.model)) entries.delete(key);
      }
    },
    expire: (model, id) => {
      for (const [key, entry] of entries) {
        if (entry.model === model && (id === undefined || key === keyOf(model, id))) entry.payload.exp = 1;
      }
    },
  };
}
