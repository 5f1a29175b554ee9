import type { CatalogueRow } from '@app/courses';
import { OfficeCalendar } from '@app/platform';
import { catalogueSentence, catalogueView } from './catalogue.views';

const DAY = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;

function course(key: string, facts: Partial<CatalogueRow> = {}): CatalogueRow {
  return {
    key,
    year: null,
    title: key,
    summary: '',
    minutes: 36,
    isYearly: false,
    audience: ['all_staff'],
    lessonCount: 6,
    completedLessons: 0,
    isMandatory: false,
    dueOn: null,
    absence: null,
    startedAt: null,
    completedAt: null,
    exemptedAt: null,
    droppedAt: null,
    isForOthers: false,
    ...facts,
  };
}

const AT = new Date('2026-11-02T01:00:00Z');
const required = { isMandatory: true, dueOn: '2026-12-25' } as const;

describe('学ぶ', () => {
  it.each([
    [[], '公開されている講座はまだありません。'],
    [[course('a')], '1講座があります。必修の講座はありません。'],
    [[course('a', required), course('b')], '2講座があります。必修は1件が残っています。'],
    [
      [course('a', required), course('b', { ...required, completedAt: AT })],
      '2講座があります。必修は2件のうち1件が残っています。',
    ],
    [
      [course('a', { ...required, completedAt: AT })],
      '1講座があります。必修はすべて済んでいます。',
    ],
    [
      [course('a', { ...required, absence: 'parental_leave' })],
      '1講座があります。育休中のため、必修は対象外です。学ぶこともできます。',
    ],
  ] as const)('says in one sentence how it stands', (rows, sentence) => {
    expect(catalogueSentence(rows)).toBe(sentence);
  });

  it('has what is required first, then what was begun, the way to the roles, what is short, and the rest', () => {
    const rows = [
      course('long', { minutes: 90 }),
      course('leader', { audience: ['leader_candidates'] }),
      course('begun', { startedAt: AT, completedLessons: 1 }),
      course('short'),
      course('supporter', { audience: ['supporters'] }),
      course('required', required),
      course('done', { startedAt: AT, completedAt: AT }),
      course('exempt', { isMandatory: true, exemptedAt: AT }),
    ];
    const { groups, ended } = catalogueView(rows, DAY);
    expect(groups.map((it) => [it.heading, ...it.courses.map(({ title }) => title)])).toEqual([
      ['必修', 'required'],
      ['つづき', 'begun'],
      ['道すじ「サポーターからリーダーへ」', 'supporter', 'leader'],
      ['10分で1回', 'short'],
      ['そのほかの講座', 'long'],
    ]);
    expect(ended.map(({ title, text }) => [title, text])).toEqual([
      ['done', '令和8年11月2日 修了'],
      ['exempt', '免除'],
    ]);
  });

  it('offers a course for those who lead a unit to nobody else, unless it is asked for or begun', () => {
    const shown = (facts: Partial<CatalogueRow>) =>
      catalogueView([course('managers', { isForOthers: true, ...facts })], DAY).groups.length +
      catalogueView([course('managers', { isForOthers: true, ...facts })], DAY).ended.length;
    expect(shown({})).toBe(0);
    expect(shown({ isForOthers: false })).toBe(1);
    expect(shown({ dueOn: '2026-12-25' })).toBe(1);
    expect(shown({ startedAt: AT })).toBe(1);
    expect(shown({ startedAt: AT, completedAt: AT })).toBe(1);
  });

  it('finds by a word, also what is offered to others', () => {
    const rows = [
      course('ai', { title: '生成AI活用', summary: '頼み方' }),
      course('managers', { title: '管理職のAI', isForOthers: true }),
      course('sec', { title: '情報セキュリティ', completedAt: AT }),
    ];
    const { groups, ended, head } = catalogueView(rows, DAY, 'ａｉ');
    expect(groups.flatMap((it) => it.courses.map(({ title }) => title))).toEqual([
      '生成AI活用',
      '管理職のAI',
    ]);
    expect(ended).toEqual([]);
    expect(head.sentence?.text).toBe('「ａｉ」に当てはまる講座は2講座です。');
    expect(catalogueView(rows, DAY, 'セキュリティ').ended.map(({ title }) => title)).toEqual([
      '情報セキュリティ',
    ]);
  });

  it('has what was dropped among what can be chosen, with nothing said of it being under way', () => {
    const row = course('begun', { startedAt: AT, droppedAt: AT, completedLessons: 1 });
    const { groups } = catalogueView([row], DAY);
    expect(groups.map(({ heading }) => heading)).toEqual(['10分で1回']);
    expect(groups[0]?.courses[0]).toMatchObject({ chips: [], done: 1 });
  });

  it.each([
    [course('fresh'), [], { remaining: '', day: '' }],
    [course('fresh', required), [], { remaining: 'あと28開庁日' }],
    [
      course('late', { ...required, dueOn: '2026-11-13' }),
      ['期限超過'],
      { remaining: '期限は11月13日(金)でした', day: 'いまからでも受講できます' },
    ],
    [course('begun', { startedAt: AT }), ['受講中'], { remaining: '' }],
  ] as const)('has a sign only where something happened', (row, chips, due) => {
    const card = catalogueView([row], DAY).groups[0]?.courses[0];
    expect(card?.chips.map(({ label }) => label)).toEqual(chips);
    expect(card?.due).toMatchObject(due);
  });
});
