import assert from 'node:assert/strict';
import { readHooks, readHttpYac } from '../../../../src/vscode/integrations/httpyac-api';

describe('what httpYac exports', () => {
  it('is read', async () => {
    const httpyac = await import('httpyac');
    const documentStore = new (class {
      cleared = 0;
      clear() {
        this.cleared++;
      }
    })();
    const read = readHttpYac({ httpyac, documentStore });
    assert.equal(read?.plugins, httpyac.store.pluginStore);
    read?.parseAgain();
    assert.equal(documentStore.cleared, 1);
  });

  const store = { pluginStore: { core: () => undefined } };
  const garbage: unknown[] = [
    ...[undefined, null, 0, '', 'x', [], {}, { httpyac: null }, { httpyac: {}, documentStore: {} }],
    { httpyac: { store: {} }, documentStore: { clear() {} } },
    { httpyac: { store: { pluginStore: {} } }, documentStore: { clear() {} } },
    { httpyac: { store }, documentStore: { clear: true } },
    { httpyac: { store } },
  ];
  for (const exported of garbage)
    it(`is nothing to us where it is ${JSON.stringify(exported)}`, () => {
      assert.equal(readHttpYac(exported), undefined);
      assert.equal(readHooks(exported), undefined);
    });
});
