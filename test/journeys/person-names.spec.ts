import { fiscalYearOf } from '@app/platform';
import { TEST_DAY } from '@app/testing';
import { castOf } from '../../apps/cli/src/demo/cast';
import { demoStaff } from '../../apps/cli/src/demo/staff';
import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import { type CrawledPage, unescapeHtml } from '../support/http-crawl';
import { pagesSeenBy } from '../support/seen-by';

const STAFF = demoStaff(fiscalYearOf(TEST_DAY));
const NAMES = [...new Set(STAFF.people.map((person) => person.name))];

/** No lists of people: what a file says before it is loaded, what an act was about, and the page of one person. */
const NO_LISTS = [/^\/imports\/[^/]+/, /^\/audit/, /^\/mailbox/, /^\/people\/./];

/** What is only read out, and what a mail says: sentences that somebody wrote, kept as they were sent. */
const NO_NAMES =
  /<span class="visually-hidden">[^]*?<\/span>|<td data-label="内容"[^>]*>[^]*?<\/td>/g;

interface NamedRow {
  readonly address: string;
  readonly name: string;
  readonly isLinked: boolean;
  /** The staff number of the page behind the link. */
  readonly leadsTo?: string;
}

describe('Names of people in lists', () => {
  let web: DemoTest;

  beforeAll(async () => {
    web = await startDemoTest();
  }, 120_000);

  afterAll(() => web.close());

  const rowsFor = async (part: Part): Promise<readonly NamedRow[]> => {
    const pages = await pagesSeenBy(web, part);
    return pages.filter(isListPage).flatMap(namedRows);
  };

  it.each(['programOffice', 'auditor'] as const)(
    'all lead to the person: %s',
    async (part) => {
      const rows = await rowsFor(part);
      expect(new Set(rows.map((row) => row.address)).size).toBeGreaterThan(3);
      expect(rows.filter((row) => !row.isLinked)).toEqual([]);
    },
    120_000,
  );

  it('of the own unit lead the head to the person', async () => {
    const rows = await rowsFor('head');
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter((row) => !row.isLinked)).toEqual([]);
  }, 120_000);

  it('are plain text for an administrator, who may open nobody’s page but the own', async () => {
    const own = castOf(STAFF).administrator.person;
    const rows = (await rowsFor('administrator')).filter(
      (row) => row.name !== own.name && row.leadsTo !== own.staffNumber,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter((row) => row.isLinked)).toEqual([]);
  }, 120_000);
});

function isListPage({ address, status, type }: CrawledPage): boolean {
  const isHtml = status === 200 && type.startsWith('text/html');
  return isHtml && !NO_LISTS.some((pattern) => pattern.test(address));
}

/** Each row of a list that names somebody, with whether the name is the way to the person. */
function namedRows({ address, text }: CrawledPage): readonly NamedRow[] {
  const lists = text.replace(/<nav\b[^]*?<\/nav>/g, '');
  const rows = lists.match(/<(?:tr|li)\b[^]*?<\/(?:tr|li)>/g) ?? [];
  return rows.flatMap((row) => {
    const shown = unescapeHtml(row).replace(NO_NAMES, '');
    const links = [...shown.matchAll(/<a href="\/people\/([^"]*)">([^<]*)<\/a>/g)];
    const rest = links.reduce((left, [link]) => left.replace(link, ''), shown);
    return [
      ...links.map(([, leadsTo = '', name = '']) => ({ address, name, isLinked: true, leadsTo })),
      ...namesIn(rest).map((name) => ({ address, name, isLinked: false })),
    ];
  });
}

/** At the beginning of a cell, perhaps behind a number: in a sentence a name is no link. 「林　一」 is not 「林　一郎」. */
const NAME_OF_A_CELL = new RegExp(`>\\s*(?:[0-9A-Z-]+ )?(${NAMES.join('|')})(?!\\p{L})`, 'gu');

function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(NAME_OF_A_CELL)].map(([, name = '']) => name))];
}
