import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyListSource, LIST_SOURCES } from '@app/exports';
import { LIST_PAGES, listPage } from '../../apps/web/src/shell/lists/list-pages';
import { startWebTest, type WebTest } from '../support/web';
import { ROUTE_MATRIX } from './route-matrix';

const PAGES = join(__dirname, '../../apps/web/src/pages');

/** Lists that are written while somebody waits, by the file that writes them: none of them grows with the staff of a city. */
const WRITTEN_AT_ONCE: Readonly<Record<string, readonly string[]>> = {
  // Shown once and kept nowhere: a file that waits for a week would keep passwords.
  'admin/accounts/new-accounts.controller.ts': ['FIRST_PASSWORDS'],
  // The rows of one file that was sent, of 5,000 rows at most.
  'hr/certificate-entries/certificate-entries.controller.ts': ['REFUSALS_LIST'],
  // Of one batch, of 500 people at most.
  'office/term-batches/batches.controller.ts': ['REFUSED_LIST'],
  // A row for each qualification that the city knows.
  'hr/certification-master/certification-master.controller.ts': ['certificationList(filter.on)'],
  // A row for each unit of the city, and of a unit for each end of a fiscal year.
  'hr/units/units.controller.ts': ['unitsList(asOf)'],
  'office/assignments/assignment-files.controller.ts': ['list', 'list'],
  'office/coverage/coverage.controller.ts': ['matrixList()'],
  'office/coverage/openings.controller.ts': ['openingsList(names, { asOf, today })'],
  'office/coverage/vacancies.controller.ts': ['vacanciesList(this.frame(request))'],
  'office/outlook/outlook.controller.ts': ['list'],
  // A row for each number that was told, of a month, a night or a day: figures, and nobody's name.
  'office/cohorts/cohorts.controller.ts': ['cohortList(asOf)'],
  'office/coverage/forecast.controller.ts': ['PAST_FORECASTS'],
  'office/coverage/trends.controller.ts': ['TREND_LINES'],
  'office/publications/publications.controller.ts': ['PUBLICATIONS'],
  'office/targets/targets.controller.ts': ['targetsList(asOf)'],
};

/** Every file of the pages with what it gives to `listReply` or `listFile`. */
function writtenAtOnce(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const file of readdirSync(PAGES, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(PAGES, file), 'utf8');
    const lists = [
      ...text.matchAll(/\blist(?:Reply|File)\(\s*([^()]+?(?:\([^)]*(?:\([^)]*\))?[^)]*\))?),/g),
    ];
    if (lists.length > 0) found[file] = lists.map(([, list = '']) => list.trim());
  }
  return found;
}

/** Methods that answer with the files of a list. */
function fileMethods(): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.controller.ts'))
    .flatMap((file) => {
      const [, ...parts] = readFileSync(join(PAGES, file), 'utf8').split(/@Get\([^)]*filesAt\(/);
      return parts.map((part) => ({ file, text: part.split(/\n {2}}\n/)[0] ?? '' }));
    });
}

describe('Every list with files', () => {
  it('is a source of which the worker makes long files, unless it is named here with the reason', () => {
    expect(writtenAtOnce()).toEqual(WRITTEN_AT_ONCE);
  });

  it('answers by its source, or by the list that is named', () => {
    const methods = fileMethods();
    expect(methods.length).toBeGreaterThan(30);
    const others = methods.filter(({ text }) => !/\b(?:sourceReply|listReply)\(/.test(text));
    expect(others).toEqual([]);
    const atOnce = methods.filter(({ text }) => !text.includes('sourceReply('));
    for (const { file } of atOnce) expect(Object.keys(WRITTEN_AT_ONCE)).toContain(file);
  });

  describe('of which files are made later', () => {
    let web: WebTest;
    let sources: readonly AnyListSource[];

    beforeAll(async () => {
      web = await startWebTest();
      sources = web.app.get(LIST_SOURCES, { strict: false });
    });

    afterAll(() => web.close());

    it('has a page to which the order leads back, and no page is of a list that is gone', () => {
      expect(sources.map(({ key }) => key).toSorted()).toEqual(Object.keys(LIST_PAGES).toSorted());
      const routes = ROUTE_MATRIX.filter(({ method }) => method === 'GET').map(({ path }) =>
        path.replaceAll(/:\w+/g, ':place'),
      );
      for (const { path } of Object.values(LIST_PAGES)) expect(routes).toContain(path);
    });
  });

  it('is found again as it was filtered, and an address that somebody made up leads nowhere else', () => {
    expect(listPage('people', { q: '富', unit: '0110' })).toBe('/people?q=%E5%AF%8C&unit=0110');
    expect(listPage('team_people', { unit: '01/10', tab: 'all' })).toBe('/team/01%2F10?tab=all');
    expect(listPage('assignment_people', { assignment: 'x', state: 'overdue' })).toBe(
      '/assignments/x?state=overdue&view=people',
    );
    expect(listPage('team_people', { unit: '//example.org' })).toBe('/team/%2F%2Fexample.org');
    expect(['constructor', 'nobody'].map((key) => listPage(key, {}))).toEqual(['', '']);
  });
});
