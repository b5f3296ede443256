import * as vscode from 'vscode';
import { settings } from './contributions';

type Settings = typeof settings;
type Widened<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends 'ask'
      ? 'ask' | 'allow' | 'deny'
      : string;

/** The value of a setting; its default if the value has the wrong type. */
export function setting<K extends keyof Settings>(name: K): Widened<Settings[K]> {
  const value: unknown = vscode.workspace.getConfiguration('tokenDeck').get(name);
  const fallback = settings[name];
  return (typeof value === typeof fallback ? value : fallback) as Widened<Settings[K]>;
}

/** Calls back when a setting changes. */
export function onSettingChange(name: keyof Settings, listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`tokenDeck.${name}`)) listener();
  });
}
