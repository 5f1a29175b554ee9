import { fiscalYearStart, type LocalDate } from '@app/platform';
import { Dice } from './dice';
import { FAMILY_NAMES, GIVEN_NAMES } from './names';
import { DEMO_UNITS, type DemoUnit, SUCCESSOR_OF } from './units';

export interface DemoPost {
  readonly unitCode: string;
  readonly title: string;
}

/** One invented person: where they were before the last 1 April, and where they have been since. */
export interface DemoPerson {
  readonly staffNumber: string;
  readonly name: string;
  readonly kana: string;
  readonly email: string;
  readonly employment:
    | '正規'
    | '会計年度任用職員'
    | '再任用'
    | '任期付'
    | '非常勤'
    | '特別職'
    | '派遣受入';
  readonly hiredOn: LocalDate;
  readonly before: DemoPost | null;
  readonly after: DemoPost | null;
  readonly concurrent: DemoPost | null;
  readonly status: '在職' | '休職' | '育休' | '派遣';
}

export interface DemoStaff {
  /** 1 April on which the reorganisation and the transfers take effect. */
  readonly reorganisedOn: LocalDate;
  readonly people: readonly DemoPerson[];
}

const SEED = 20_260_401;
const TRANSFERS = 46;
const NEWCOMERS = 12;
const RETIRED = 10;
const FROM_ELDERLY_CARE = 9;
const CONCURRENT_POSTS: readonly (readonly [from: string, to: string])[] = [
  ['0220', '0110'],
  ['0120', '0220'],
  ['0110', '0220'],
  ['0210', '0211'],
  ['0810', '0820'],
  ['0310', '0311'],
];
const TITLES: readonly [string, ...string[]] = [
  '主事',
  '主事',
  '主任',
  '主任',
  '主査',
  '技師',
  '係長',
  '課長補佐',
];

/** The staff of the demo city around the start of a fiscal year; the same every time. */
export function demoStaff(fiscalYear: number): DemoStaff {
  return new StaffMaker(fiscalYearStart(fiscalYear)).make();
}

class StaffMaker {
  private readonly dice = new Dice(SEED);
  private readonly people: DemoPerson[] = [];
  private number = 0;

  constructor(private readonly reorganisedOn: LocalDate) {}

  make(): DemoStaff {
    const units = DEMO_UNITS.filter((unit) => unit.change !== 'closed');
    for (const unit of units) this.fill(unit);
    for (let left = RETIRED; left > 0; left--) this.addRetired(units);
    this.playTransfers();
    this.addConcurrentPosts();
    this.setStatuses();
    this.setRareEmployments();
    return { reorganisedOn: this.reorganisedOn, people: this.people };
  }

  private fill(unit: DemoUnit): void {
    this.add({ unitCode: unit.code, title: unit.headTitle }, '正規');
    for (let left = unit.regularStaff; left > 0; left--) {
      const employment = this.dice.chance(0.06)
        ? '再任用'
        : this.dice.chance(0.03)
          ? '任期付'
          : '正規';
      this.add({ unitCode: unit.code, title: this.dice.pick(TITLES) }, employment);
    }
    for (let left = unit.appointees; left > 0; left--) {
      this.add({ unitCode: unit.code, title: '事務補助員' }, '会計年度任用職員');
    }
  }

  private add(post: DemoPost, employment: DemoPerson['employment']): void {
    this.number += 1;
    const isAppointee = employment === '会計年度任用職員';
    const [family, familyKana] = this.dice.pick(FAMILY_NAMES);
    const [given, givenKana] = this.dice.pick(GIVEN_NAMES);
    const staffNumber = `${isAppointee ? '9' : '0'}${String(1000 + this.number * 7).padStart(5, '0')}`;
    // Every third appointee has no mailbox: they are told on paper.
    const hasMailbox = !isAppointee || this.number % 3 !== 0;
    this.people.push({
      staffNumber,
      name: `${family}　${given}`,
      kana: `${familyKana}　${givenKana}`,
      email: hasMailbox ? `s${staffNumber}@city.example.jp` : '',
      employment,
      hiredOn: this.hiredOn(post),
      before: isOpened(post.unitCode) ? { unitCode: '0240', title: post.title } : post,
      after: post,
      concurrent: null,
      status: '在職',
    });
  }

  private hiredOn(post: DemoPost): LocalDate {
    const start = Number(this.reorganisedOn.slice(0, 4));
    const years = /長$|管理者$/.test(post.title)
      ? this.dice.between(18, 34)
      : this.dice.between(2, 30);
    return fiscalYearStart(start - years);
  }

  private addRetired(units: readonly DemoUnit[]): void {
    const unit = this.dice.pick(units as readonly [DemoUnit, ...DemoUnit[]]);
    this.add({ unitCode: unit.code, title: '主査' }, '正規');
    this.change(this.people.length - 1, { after: null });
  }

  /** Who was elsewhere before 1 April, and who was hired on that day. */
  private playTransfers(): void {
    const movable = this.people
      .map((person, index) => ({ person, index }))
      .filter(({ person }) => person.employment === '正規' && person.after && !isHead(person.after))
      .filter(({ person }) => person.before?.unitCode !== '0240');
    const [socialWelfare, others] = [
      movable.filter(({ person }) => person.after?.unitCode === SUCCESSOR_OF['0360']),
      movable.filter(({ person }) => person.after?.unitCode !== SUCCESSOR_OF['0360']),
    ];
    for (const { person, index } of socialWelfare.slice(0, FROM_ELDERLY_CARE)) {
      this.change(index, { before: { unitCode: '0360', title: person.after?.title ?? '' } });
    }
    const shuffled = this.dice.shuffle(others);
    for (const { person, index } of shuffled.slice(0, TRANSFERS)) {
      const from = this.dice.pick(others as [(typeof others)[0], ...typeof others]).person.after;
      if (from)
        this.change(index, {
          before: { unitCode: from.unitCode, title: person.after?.title ?? '' },
        });
    }
    for (const { index } of shuffled.slice(TRANSFERS, TRANSFERS + NEWCOMERS)) {
      this.change(index, { before: null, hiredOn: this.reorganisedOn });
    }
  }

  private addConcurrentPosts(): void {
    for (const [from, to] of CONCURRENT_POSTS) {
      const index = this.people.findIndex(
        (person) => person.after?.unitCode === from && !isHead(person.after) && !person.concurrent,
      );
      this.change(index, { concurrent: { unitCode: to, title: '主任' } });
    }
  }

  private setStatuses(): void {
    const regular = this.people
      .map((person, index) => ({ person, index }))
      .filter(
        ({ person }) =>
          person.employment === '正規' &&
          person.after &&
          person.before &&
          !isHead(person.after) &&
          !person.concurrent,
      );
    const chosen = this.dice.shuffle(regular);
    const statuses = ['育休', '育休', '育休', '育休', '休職', '休職', '派遣', '派遣'] as const;
    statuses.forEach((status, position) => {
      const entry = chosen[position];
      if (entry) this.change(entry.index, { status });
    });
  }

  /** One 特別職, two people lent by others, three part-timers: kinds that figures treat in their own way. */
  private setRareEmployments(): void {
    const rare = [
      ['0800', '正規', '特別職'],
      ['0220', '正規', '派遣受入'],
      ['0430', '正規', '派遣受入'],
      ['0350', '会計年度任用職員', '非常勤'],
      ['0340', '会計年度任用職員', '非常勤'],
      ['0820', '会計年度任用職員', '非常勤'],
    ] as const;
    for (const [unitCode, from, to] of rare) {
      const index = this.people.findLastIndex(
        (it) =>
          it.after?.unitCode === unitCode &&
          it.employment === from &&
          it.status === '在職' &&
          !it.concurrent,
      );
      this.change(index, { employment: to });
      const post = { unitCode, title: '教育長' };
      if (to === '特別職') this.change(index, { before: post, after: post });
    }
  }

  private change(index: number, change: Partial<DemoPerson>): void {
    const person = this.people[index];
    if (person) this.people[index] = { ...person, ...change };
  }
}

function isOpened(unitCode: string): boolean {
  return DEMO_UNITS.some((unit) => unit.code === unitCode && unit.change === 'opened');
}

export function isHead(post: DemoPost): boolean {
  return DEMO_UNITS.some((unit) => unit.code === post.unitCode && unit.headTitle === post.title);
}
