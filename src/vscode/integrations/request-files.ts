import type * as vscode from 'vscode';
import type { Dialect } from '../../http/dialect';
import { sentRequests, type SentRequest } from '../../http/sent';
import { isLongerThan } from '../ui/document-length';
import { hasRequests } from '../tokens/request-editor';
import { dialectHere } from './senders';

/** Characters of a file above which it is not looked at. */
const longest = 4_000_000;
/** How many requests of a file are looked at. */
const most = 10_000;

/** The documents that have requests: by language, and by name where no extension knows the language. */
export const requestSelector: vscode.DocumentSelector = [
  { language: 'http' },
  { language: 'rest' },
  { pattern: '**/*.{http,rest}' },
];

/** A file's text and its requests, at one version of it. */
export interface ReadFile {
  version: number;
  text: string;
  requests: readonly SentRequest[];
}

const read = new WeakMap<vscode.TextDocument, ReadFile & { dialect: Dialect }>();

/** The requests of a document, read once for each version of it; undefined where it has none, or is too long. */
export function requestFile(document: vscode.TextDocument): ReadFile | undefined {
  if (!hasRequests(document) || isLongerThan(document, longest)) return undefined;
  const dialect = dialectHere();
  let known = read.get(document);
  if (known?.version !== document.version || known.dialect !== dialect) {
    const text = document.getText();
    known = { version: document.version, dialect, text, requests: sentRequests(text, dialect, most) };
    read.set(document, known);
  }
  return known;
}
