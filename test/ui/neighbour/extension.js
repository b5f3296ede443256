// Another extension that uses tokens: as accounts of VS Code, by Token Deck's API, by commands, and in tasks and launch
// configurations. It does what the test asks for at TOKEN_DECK_TEST_STEPS, and answers without any token.
const vscode = require('vscode');

const { authentication, commands, debug, extensions, tasks, workspace } = vscode;

/** The API's status for a token. */
async function statusOf(token, api) {
  return (await fetch(api, { headers: { authorization: `Bearer ${token}` } })).status;
}

/** Starts something, and waits for its end, of which an event tells. */
function ended(subscribe, start) {
  return new Promise((resolve, reject) => {
    const subscription = subscribe((code) => {
      subscription.dispose();
      resolve(code);
    });
    start().then(undefined, reject);
  });
}

exports.activate = async ({ subscriptions }) => {
  const seen = [];
  const tokenDeck = async () => (await extensions.getExtension('token-deck.token-deck').activate()).getAPI(1);
  const steps = {
    session: async ({ scopes, options, api }) => {
      const session = await authentication.getSession('token-deck', scopes, options);
      if (session === undefined) return {};
      const { id, account, scopes: given, accessToken } = session;
      return { id, account, scopes: given, status: await statusOf(accessToken, api) };
    },
    accounts: () => authentication.getAccounts('token-deck'),
    profiles: async () => (await tokenDeck()).listProfiles(),
    api: async ({ version }) => {
      const exported = await extensions.getExtension('token-deck.token-deck').activate();
      return [exported, exported.getAPI(version)].map((api) => [Object.keys(api), Object.isFrozen(api)]);
    },
    call: async ({ profile, options, api }) => statusOf(await (await tokenDeck()).getToken(profile, options), api),
    headers: async ({ profile, request }) => {
      const headers = await (await tokenDeck()).getAuthorizationHeaders(profile, request);
      return (await fetch(request.url, { headers })).status;
    },
    command: async ({ argument, api }) => statusOf(await commands.executeCommand('tokenDeck.getToken', argument), api),
    run: ({ command, argument }) => commands.executeCommand(command, argument),
    task: async ({ label }) => {
      const task = (await tasks.fetchTasks()).find(({ name }) => name === label);
      return ended(
        (done) => tasks.onDidEndTaskProcess(({ exitCode }) => done(exitCode)),
        () => tasks.executeTask(task),
      );
    },
    launch: ({ name }) =>
      ended(
        (done) => debug.onDidTerminateDebugSession(({ parentSession }) => parentSession === undefined && done(true)),
        () => debug.startDebugging(workspace.workspaceFolders[0], name),
      ),
    follow: async () => {
      const { onDidChangeTokens } = await tokenDeck();
      subscriptions.push(onDidChangeTokens((change) => seen.push(change)));
      subscriptions.push(authentication.onDidChangeSessions(({ provider }) => seen.push(provider.id)));
    },
    deny: () => workspace.getConfiguration('tokenDeck').update('automation', 'deny', true),
    seen: () => seen.splice(0),
  };
  const address = process.env.TOKEN_DECK_TEST_STEPS;
  // Two at a time: one may wait for an answer of its user.
  const work = async () => {
    for (;;) {
      const { id, step, argument } = await (await fetch(address)).json();
      const answer = await Promise.resolve(argument)
        .then(steps[step])
        .then(
          (result) => ({ result }),
          ({ message, code }) => ({ message, code }),
        );
      await fetch(address, { method: 'POST', body: JSON.stringify({ id, ...answer }) });
    }
  };
  for (let worker = 0; worker < 2; worker++) work().catch(() => undefined);
};
