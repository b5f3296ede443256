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
    read?.parseAgain((line) => assert.fail(line));
    assert.equal(documentStore.cleared, 1);
  });

  const store = { pluginStore: { core: () => undefined } };
  for (const clear of [() => assert.fail(), () => Promise.reject(new Error('no'))])
    it(`may fail to parse files again by ${String(clear)}, which is logged`, async () => {
      const httpYac = readHttpYac({ httpyac: { store }, documentStore: { clear } });
      const logged = new Promise((resolve) => httpYac?.parseAgain(resolve));
      assert.equal(await logged, 'httpYac could not parse its files again');
    });

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
