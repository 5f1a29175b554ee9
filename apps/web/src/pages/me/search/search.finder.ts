import { Inject, Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import { CoursesQueries, GlossaryQueries } from '@app/courses';
import { PeopleQueries, UnitQueries, type UnitRow } from '@app/organization';
import { APP_CONFIG, type AppConfig, Clock, formatDateShort, words } from '@app/platform';
import { courseAddress } from '../../../shell/learning-parts';
import { Navigation } from '../../../shell/navigation';
import { personName } from '../../../shell/person-name';
import { address } from '../../../shell/view-parts';
import { isFound, type Wanted } from './search.rules';
import { type FoundView, type GroupView, MOST_OF_A_GROUP } from './search.views';

/** A single letter is looked for among as many as the register has. */
const EVERYBODY = 10_000;

/** Pages under the person's name, which stand in no menu, and what else they are looked for by. */
const OWN_PAGES = [
  { label: '設定', href: '/settings', also: ['パスワード', 'メール', '通知'] },
  { label: '安全', href: '/security', also: ['パスワード', '二段階認証', 'パスキー'] },
] as const;

/** What pages of the menu are looked for by, besides their name. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  '/learning': ['履歴', '修了', '証明', '成績', '受講'],
  '/certifications': ['合格', '試験', '証明書', 'ITパスポート'],
  '/courses': ['研修', 'eラーニング', 'テスト'],
};

const NOTHING = { found: [], total: 0 };

const found = (title: string, href: string, hint = ''): FoundView => ({
  ...{ title, href, hint },
  person: null,
});

const groupOf = (all: readonly FoundView[]) => ({ found: all, total: all.length });

/**
 * Looks for a person, unit, course, word or page, each by the query of its own list and within what the reader may see there:
 * a head within the units headed today and by names of today only, everybody else without organisation none of it.
 */
@Injectable()
export class SearchFinder {
  constructor(
    private readonly people: PeopleQueries,
    private readonly units: UnitQueries,
    private readonly courses: CoursesQueries,
    private readonly glossary: GlossaryQueries,
    private readonly navigation: Navigation,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async find(actor: Actor, wanted: Wanted): Promise<readonly GroupView[]> {
    if (wanted.key === '') return [];
    const isOffice = hasPermission(actor, 'organization.read');
    const [people, units, courses, terms] = await Promise.all([
      isOffice ? this.everybody(wanted) : this.ownPeople(actor, wanted),
      this.findUnits(actor, wanted),
      this.findCourses(actor, wanted),
      this.findTerms(wanted),
    ]);
    const peopleHref = isOffice ? address('/people', { q: wanted.text }) : '/team';
    return [
      { title: '職員', counter: '名', allHref: peopleHref, ...people },
      { title: '所属', counter: '件', allHref: isOffice ? '/units' : '/team', ...units },
      { title: words.course, counter: '件', allHref: '/courses', ...courses },
      { title: '画面', counter: '件', allHref: '', ...this.findPages(actor, wanted) },
      {
        ...{ title: '用語', counter: '語' },
        allHref: address('/glossary', { q: wanted.text }),
        ...terms,
      },
    ];
  }

  /** As the list of people finds them: also by what they were called before. */
  private async everybody(wanted: Wanted) {
    const pageSize = wanted.isShort ? EVERYBODY : MOST_OF_A_GROUP;
    const asked = { asOf: this.clock.today(), search: wanted.text, page: 1, pageSize };
    const { rows, total } = await this.people.listPeople(asked);
    const fitting = wanted.isShort
      ? rows.filter((row) =>
          isFound(wanted, { texts: [], readings: [row.kana], numbers: [row.staffNumber] }),
        )
      : rows;
    return {
      found: fitting.map((row) => ({
        ...found(row.name, '', row.unitName ?? '所属なし'),
        person: personName(row),
      })),
      total: wanted.isShort ? fitting.length : total,
    };
  }

  /** Whose primary posting is in a unit that the reader heads today. What they were called before is not the head's. */
  private async ownPeople(actor: Actor, wanted: Wanted) {
    const unitIds = await this.headedUnits(actor);
    if (unitIds.length === 0) return NOTHING;
    const ids = unitIds.map(({ id }) => id);
    const rows = await this.people.listStaffOfUnits(ids, this.clock.today());
    const fitting = rows.filter(
      ({ kind, name, kana, staffNumber }) =>
        kind === 'primary' &&
        isFound(wanted, { texts: [name], readings: [kana], numbers: [staffNumber] }),
    );
    return groupOf(
      fitting.map((row) => ({
        ...found(row.name, '', row.unitName),
        person: personName(row, { isOfOwnUnit: true }),
      })),
    );
  }

  private async findUnits(actor: Actor, wanted: Wanted) {
    const isOffice = hasPermission(actor, 'organization.read');
    const rows = isOffice
      ? await this.units.listUnits(this.clock.today())
      : await this.headedUnits(actor);
    const fitting = rows.filter(({ name, kana, code }) =>
      isFound(wanted, { texts: [name], readings: [kana], numbers: [code] }),
    );
    const base = isOffice ? '/units' : '/team';
    const former = (await this.units.listFormer(this.clock.today())).filter(
      (it) =>
        isFound(wanted, { texts: [it.oldName], readings: [it.oldKana], numbers: [it.oldCode] }) &&
        (isOffice || rows.some(({ code }) => code === it.code)),
    );
    return groupOf([
      ...fitting.map(({ name, code, parentName }) =>
        found(name, `${base}/${encodeURIComponent(code)}`, parentName ?? ''),
      ),
      ...former.map((it) =>
        found(
          it.name ?? it.oldName,
          `${base}/${encodeURIComponent(it.code)}`,
          it.name === null ? `${formatDateShort(it.lastDay)}まで` : `旧${it.oldName}`,
        ),
      ),
    ]);
  }

  private async headedUnits(actor: Actor): Promise<readonly UnitRow[]> {
    if (!hasPermission(actor, 'team.read') || actor.headedUnitIds.length === 0) return [];
    const all = await this.units.listUnits(this.clock.today());
    return all.filter(({ id }) => actor.headedUnitIds.includes(id));
  }

  private async findCourses(actor: Actor, wanted: Wanted) {
    const rows = await this.courses.listCatalogue(actor.personId);
    const fitting = rows.filter(({ title, summary }) =>
      isFound(wanted, { texts: [summary], readings: [title] }),
    );
    return groupOf(
      fitting.map(({ key, year, title, summary }) =>
        found(title, courseAddress({ courseKey: key, year }), summary),
      ),
    );
  }

  /** Words that are called so stand before those in whose meaning it is only said. */
  private async findTerms(wanted: Wanted) {
    const asked = { text: wanted.text, row: null, page: 1, pageSize: EVERYBODY };
    const { rows } = await this.glossary.listTerms(asked);
    const isCalled = ({ term, reading }: (typeof rows)[number]) =>
      isFound(wanted, { texts: [], readings: [term, reading] });
    const others = wanted.isShort ? [] : rows.filter((row) => !isCalled(row));
    return groupOf(
      [...rows.filter(isCalled), ...others].map(({ term, reading }) =>
        found(term, address('/glossary', { q: term }), reading),
      ),
    );
  }

  /** By their names, by what else they are looked for, and one's own record by one's own name. */
  private findPages(actor: Actor, wanted: Wanted) {
    const menu = this.navigation
      .entriesFor(actor, this.config)
      .map(({ label, href }) => ({ label, href, also: ALSO[href] ?? [] }));
    const fitting = [...menu, ...OWN_PAGES].filter(({ label, href, also }) =>
      isFound(wanted, {
        texts: href === '/learning' ? [actor.name] : [],
        readings: [label, ...also],
        numbers: href === '/learning' ? [actor.staffNumber] : [],
      }),
    );
    return groupOf(fitting.map(({ label, href }) => found(label, href)));
  }
}
