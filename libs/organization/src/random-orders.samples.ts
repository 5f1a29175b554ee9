import { addDays, type LocalDate, seededNumbers } from '@app/platform';
import type { PersonChange } from './change/person-change.rules';

export const CODES = ['10', '20', '30', '40'] as const;
export const NUMBERS = Array.from({ length: 9 }, (_, at) => String(at + 1).padStart(3, '0'));
export const FIRST: LocalDate = '2025-04-01';
const HIRED: LocalDate = '2020-04-01';
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
export const UNITS = [
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順',
  ...CODES.map((code) => `${code},課${code},カ,,課,2020/4/1,,${code}`),
];

export interface DrawnFile {
  readonly on: LocalDate;
  readonly lines: readonly string[];
  /** Whom it names. */
  readonly named: ReadonlySet<string>;
  /** By number: the first day out of service, of whom it says one. */
  readonly ends: ReadonlyMap<string, LocalDate>;
}

interface DrawnPerson {
  readonly number: string;
  readonly last: LocalDate | null;
  readonly status: string;
  readonly type: string;
  readonly name: string;
}

/** Files and changes on the screen as nobody would think of them. */
export class RandomOrders {
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededNumbers(seed);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }

  day(): LocalDate {
    return addDays(FIRST, 1 + Math.floor(this.next() * 1000));
  }

  /** Everybody in the first unit. */
  firstFile(): readonly string[] {
    const plain = { last: null, status: '在職', type: '正規' };
    return [
      HEADER,
      ...NUMBERS.map((number) =>
        this.row(FIRST, { ...plain, number, name: `職員　${number}` }, ['10', '0']),
      ),
    ];
  }

  /** Most lines as before, some otherwise, some gone. */
  file(): DrawnFile {
    const on = this.chance(0.5)
      ? this.oneOf<LocalDate>(['2026-04-01', '2027-04-01', '2026-10-01'])
      : this.day();
    const people = NUMBERS.filter(() => !this.chance(0.1)).map((number) => this.person(number, on));
    return {
      on,
      lines: [HEADER, ...people.flatMap((person) => this.rows(on, person))],
      named: new Set(people.map(({ number }) => number)),
      ends: new Map(
        people.flatMap(({ number, last }) => (last === null ? [] : [[number, addDays(last, 1)]])),
      ),
    };
  }

  change(): PersonChange {
    const from = this.day();
    const until = this.chance(0.4) ? addDays(from, Math.floor(this.next() * 300)) : null;
    const span = { from, until };
    const post = { ...span, unitCode: this.oneOf(CODES), title: this.oneOf(['係長', '主査']) };
    const status = this.oneOf(['active', 'parental_leave', 'sick_leave'] as const);
    const employmentType = this.oneOf(['regular', 'reappointed'] as const);
    const name = { name: '変更　した名', kana: 'カナ', email: '' };
    return this.oneOf<PersonChange>([
      { kind: 'posting', ...post },
      { kind: 'other_posting', ...post, postingKind: 'concurrent', isEnded: this.chance(0.3) },
      { kind: 'status', ...span, status },
      { kind: 'employment', ...span, employmentType },
      { kind: 'details', ...span, ...name },
      { kind: 'leaving', lastDay: this.chance(0.3) ? null : from },
      { kind: 'rehire', from, unitCode: post.unitCode, title: post.title, employmentType },
    ]);
  }

  private person(number: string, on: LocalDate): DrawnPerson {
    const isRetired = this.chance(0.04);
    const isLeaving = this.chance(0.14);
    return {
      number,
      last: isRetired ? addDays(on, -1) : isLeaving ? addDays(on, 200) : null,
      status: isRetired ? '退職' : this.oneOf(['在職', '在職', '在職', '育休', '休職']),
      type: this.oneOf(['正規', '正規', '正規', '再任用']),
      name: this.chance(0.05) ? `改名　${number}` : `職員　${number}`,
    };
  }

  private rows(on: LocalDate, person: DrawnPerson): readonly string[] {
    const unit = this.oneOf(CODES);
    const other = this.oneOf(CODES.filter((code) => code !== unit));
    const isTwice = this.chance(0.2) && person.status !== '退職';
    const primary = this.row(on, person, [unit, '0']);
    return [primary, ...(isTwice ? [this.row(on, person, [other, '1'])] : [])];
  }

  private row(
    on: LocalDate,
    { number, name, type, last, status }: DrawnPerson,
    [unit, kind]: readonly [string, string],
  ): string {
    const title = this.oneOf(['主任', '主事']);
    const post = [unit, '', title, kind, type, ''];
    return [on, number, name, 'カナ', ...post, HIRED, last ?? '', status].join(',');
  }
}
