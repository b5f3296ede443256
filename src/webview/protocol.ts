import type { DescribedJwt } from '../jwt/describe';

/** What the inspector's page is told. */
export type ToPage = { type: 'show'; title: string; jwt: DescribedJwt };

/** What the page tells. */
export type FromPage = { type: 'ready' };
