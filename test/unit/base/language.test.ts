import assert from 'node:assert/strict';
import { formatCount, language, setLanguage } from '../../../src/base/language';

describe('the language of dates and numbers', () => {
  afterEach(() => setLanguage('en'));

  it('is English until it is set', () => {
    assert.equal(language(), 'en');
    assert.equal(formatCount(1_000_000), '1,000,000');
  });
  it('changes the separators of numbers', () => {
    setLanguage('de');
    assert.equal(language(), 'de');
    assert.equal(formatCount(1_000_000), '1.000.000');
  });
});
