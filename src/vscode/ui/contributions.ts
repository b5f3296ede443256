/** Everything that package.json contributes, by name. A test compares the two. */

export const extensionId = 'token-deck.token-deck';

/** Commands for people: palette, menus, buttons. They show a failure once, and resolve. */
export const uiCommands = [
  'tokenDeck.ui.getToken',
  'tokenDeck.ui.renewToken',
  'tokenDeck.ui.discardToken',
  'tokenDeck.ui.signInAsOther',
  'tokenDeck.ui.copyToken',
  'tokenDeck.ui.copyAuthorizationHeader',
  'tokenDeck.ui.insertAuthorizationHeader',
  'tokenDeck.ui.insertToken',
  'tokenDeck.ui.authorizeFile',
  'tokenDeck.ui.sendRequest',
  'tokenDeck.ui.explainAnswer',
  'tokenDeck.ui.addProfile',
  'tokenDeck.ui.editProfile',
  'tokenDeck.ui.duplicateProfile',
  'tokenDeck.ui.keepCopy',
  'tokenDeck.ui.moveToTeam',
  'tokenDeck.ui.renameProfile',
  'tokenDeck.ui.changeId',
  'tokenDeck.ui.removeProfile',
  'tokenDeck.ui.createTeamFile',
  'tokenDeck.ui.setSecret',
  'tokenDeck.ui.replaceToken',
  'tokenDeck.ui.removeToken',
  'tokenDeck.ui.selectProfile',
  'tokenDeck.ui.signOut',
  'tokenDeck.ui.signOutAtProvider',
  'tokenDeck.ui.signOutAll',
  'tokenDeck.ui.showDetails',
  'tokenDeck.ui.troubleshoot',
  'tokenDeck.ui.diagnoseProfile',
  'tokenDeck.ui.copyFact',
  'tokenDeck.ui.inspectToken',
  'tokenDeck.ui.introspectToken',
  'tokenDeck.ui.showUserInfo',
  'tokenDeck.ui.decodeJwt',
  'tokenDeck.ui.inspectTerminalSelection',
  'tokenDeck.ui.verifyJwt',
  'tokenDeck.ui.compareJwts',
  'tokenDeck.ui.signJwt',
  'tokenDeck.ui.decryptJwe',
  'tokenDeck.ui.inspectAt',
  'tokenDeck.ui.verifyAt',
  'tokenDeck.ui.copyClaimsAt',
  'tokenDeck.ui.openBrowserAgain',
  'tokenDeck.ui.copyLoginLink',
  'tokenDeck.ui.pasteAddress',
  'tokenDeck.ui.browserError',
  'tokenDeck.ui.cancelLogin',
  'tokenDeck.ui.copyId',
  'tokenDeck.ui.copyRedirectUri',
  'tokenDeck.ui.manageAccess',
  'tokenDeck.ui.showAudit',
  'tokenDeck.ui.moveSecret',
  'tokenDeck.ui.ignoreLeak',
  'tokenDeck.ui.stopIgnoringLeaks',
  'tokenDeck.ui.showActions',
  'tokenDeck.ui.showLog',
  'tokenDeck.ui.copyLog',
] as const;

export type UiCommand = (typeof uiCommands)[number];

/** Settings and their defaults. */
export const settings = {
  'hover.enabled': true,
  'codeLens.enabled': true,
  'leakGuard.enabled': true,
  'statusBar.enabled': true,
  autoRefresh: true,
  warnBefore: 300,
  automation: 'ask',
  persistTokens: true,
  'clipboard.clearAfter': 0,
  'audit.enabled': true,
  'jwt.allowNetwork': 'profiles',
} as const;

export const viewId = 'tokenDeck.profiles';

/** The scheme of the documents in which personal profiles are edited, and the ending that their JSON Schema applies to. */
export const profileScheme = 'token-deck';
export const profileEnding = '.token-deck-profile.json';

/** The editor that shows a token. */
export const inspectorView = 'tokenDeck.inspector';

/** The authentication provider, by which other extensions get tokens. */
export const authenticationId = 'token-deck';

/** The scheme of the documents in which diagnoses are shown. */
export const reportScheme = 'token-deck-report';

/** The scheme of the documents in a comparison. */
export const comparisonScheme = 'token-deck-jwt';

export const contextKeys = { loginPending: 'tokenDeck.loginPending', leaksIgnored: 'tokenDeck.leaksIgnored' } as const;
