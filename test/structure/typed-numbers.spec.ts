import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(__dirname, '../../apps/web/src');
/** Digits that nobody types (a choice, a place in an address), or that are made narrow first. */
const NOT_TYPED = ['pages/hr/imports/imports.forms.ts', 'pages/me/itpassport/itpassport.forms.ts'];

/** Numbers that people type have one reader (shell/number-fields.ts), which takes digits of either width. */
describe('A number that somebody types', () => {
  it('is read by no pattern of narrow digits alone', () => {
    const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
    );
    const own = files.filter((name) =>
      /\.regex\(\/\^(?:\[1-9\])?\\d\{|z\.coerce\.number/.test(
        readFileSync(join(PAGES, name), 'utf8'),
      ),
    );
    expect(own.toSorted()).toEqual(NOT_TYPED);
  });
});
