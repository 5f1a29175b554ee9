import {
  addMonths,
  dayOfWeek,
  formatDateShort,
  type LocalDate,
  normalizeCode,
  searchKey,
} from '@app/platform';
import type { BaseState } from './base-state';
import type { PeoplePlan } from './people-plan.rules';
import type { PersonPlan } from './person-plan.rules';
import type { Alarm, PlanItem, Suspicion } from './plan';
import type { ImportSource, SourceFile } from './read-files';
import { lostZeros } from './lost-zeros.rules';

/** What is seen only in the whole file: most of it can be read, and still it is hardly what was meant. */
export interface WholeFile {
  readonly source: ImportSource;
  readonly base: BaseState;
  /** Codes of the units as they are after the file of units. */
  readonly unitCodes: readonly string[];
  readonly items: readonly PlanItem[];
  readonly people: PeoplePlan | null;
  readonly effectiveOn: LocalDate;
  readonly today: LocalDate;
  readonly suspicions: readonly Suspicion[];
  /** Some people and not the whole list. */
  readonly isPart: boolean;
  /** Some people or a unit, typed on the screen: their days are those of life. */
  readonly isScreen: boolean;
}

const EXAMPLES = 3;
const MANY = 10;
const FEW = 3;

/**
 * Of the people known before, the share above which so many do not change in one order. Transfers move a third of a city
 * at once and terms of a year end together; names, readings and days of hire hardly ever change.
 */
const USUAL_SHARES: ReadonlyMap<string, number> = new Map([
  ['氏名', 0.05],
  ['フリガナ', 0.05],
  ['メールアドレス', 0.05],
  ['採用年月日', 0.05],
  ['状態', 0.2],
  ['任用区分', 0.2],
  ['所属', 0.6],
  ['職名', 0.6],
  ['退職年月日', 0.6],
]);
/** From this share on it is what transfers change, and not who somebody is. */
const USUAL_OF_TRANSFERS = 0.2;
const USUAL_SHARE_OF_UNITS = 0.3;
const UNIT_FIELDS = ['所属名', '種別', '上位所属コード'];
const NOTHING_BEFORE = ['', 'なし'];
const GRAVE: readonly Suspicion['kind'][] = [
  'role_disappears',
  'unit_orphaned',
  'unit_abolished_with_people',
];
const WEEKEND: ReadonlyMap<number, string> = new Map([
  [0, '日'],
  [6, '土'],
]);
const LONGEST_SERVICE_IN_MONTHS = 60 * 12;
const MONTHS_AHEAD = 12;

export function findAlarms(file: WholeFile): readonly Alarm[] {
  return [
    ...zerosLost(file),
    ...changesOfPeople(file),
    ...changesOfUnits(file),
    ...sameAddress(file.people?.plans ?? []),
    ...oddDaysOfHire(file),
    ...farAhead(file),
    ...oddDay(file),
    ...oddNumbers(file),
    ...graveFindings(file),
  ];
}

function zerosLost({ source, base, unitCodes }: WholeFile): readonly Alarm[] {
  const numbers = lostZeros(cellsOf(source.postings, '職員番号'), [...base.personIds.keys()]);
  const known = base.units.map((unit) => unit.code);
  const codes = [
    ...lostZeros(cellsOf(source.postings, '所属コード'), unitCodes),
    ...lostZeros(cellsOf(source.units, '所属コード'), known),
    ...lostZeros(cellsOf(source.units, '上位所属コード'), known),
  ];
  return [zeroAlarm('職員番号', numbers), zeroAlarm('所属コード', codes)].flat();
}

function cellsOf(file: SourceFile | null, column: string): readonly string[] {
  const cells = (file?.rows ?? []).map((row) => normalizeCode(row.cells[column] ?? ''));
  return [...new Set(cells.filter((cell) => cell !== ''))];
}

function zeroAlarm(column: string, lost: readonly (readonly [string, string])[]): Alarm[] {
  if (lost.length === 0) return [];
  const message =
    `${column}の先頭の0が失われています(${lost.length}件)。先頭に0を足すと、登録済みの${column}と合います。` +
    'Excelで開いて保存すると0が消えます。元のシステムから出し直すか、Excelではその列を文字列として読み込み、0の付いた形で保存してください。';
  const examples = lost.slice(0, EXAMPLES).map(([given, full]) => `${given} ← ${full}`);
  return [{ kind: 'zeros_lost', message, examples }];
}

/** Who is in a part of the list is there because they move: of that it is asked how many of the city do. */
function changesOfPeople({ people, isPart }: WholeFile): readonly Alarm[] {
  const known = (people?.plans ?? []).filter((plan) => !plan.isNew);
  const all = Math.max(known.length, people?.employed ?? 0);
  return [...USUAL_SHARES].flatMap(([field, share]): Alarm[] => {
    const examples = known.flatMap((plan) => {
      const changes = [...plan.changes, ...[...plan.postChanges.values()].flat()];
      const own = changes.find((change) => change.field === field && isRealChange(change));
      return own ? [`${plan.fact.staffNumber} ${own.from} → ${own.to}`] : [];
    });
    const total = isPart && share >= USUAL_OF_TRANSFERS ? all : known.length;
    if (!isUnusual(examples.length, total, share)) return [];
    const message = `登録済みの職員${total}名のうち${examples.length}名の${field}が変わります。列か行がずれていないか、元のファイルと見比べてください。`;
    return [{ kind: 'many_changes', message, examples: examples.slice(0, EXAMPLES) }];
  });
}

/** What is filled in for the first time, or only written in another way, has not moved. */
function isRealChange({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return !NOTHING_BEFORE.includes(from) && searchKey(from) !== searchKey(to);
}

function changesOfUnits({ items, base, isPart }: WholeFile): readonly Alarm[] {
  const known = items.filter(
    (item) => item.file === 'units' && ['change', 'unchanged'].includes(item.verdict),
  );
  const total = isPart ? Math.max(known.length, base.units.length) : known.length;
  return UNIT_FIELDS.flatMap((field): Alarm[] => {
    const examples = known.flatMap((item) => {
      const own = item.changes.find((change) => change.field === field && isRealChange(change));
      return own ? [`${item.subject.split(' ')[0] ?? ''} ${own.from} → ${own.to}`] : [];
    });
    if (!isUnusual(examples.length, total, USUAL_SHARE_OF_UNITS)) return [];
    const message = `登録済みの所属${total}件のうち${examples.length}件の${field}が変わります。列か行がずれていないか、元のファイルと見比べてください。`;
    return [{ kind: 'many_changes', message, examples: examples.slice(0, EXAMPLES) }];
  });
}

/** Many of many, or most of a few. */
function isUnusual(count: number, total: number, share: number): boolean {
  return (
    (count >= MANY && count > total * share) ||
    (count >= FEW && count > total * Math.max(share, 0.5))
  );
}

function sameAddress(plans: readonly PersonPlan[]): readonly Alarm[] {
  const holders = new Map<string, PersonPlan[]>();
  const addressed = plans.filter((plan) => plan.fact.main.email);
  for (const plan of addressed) {
    const email = (plan.fact.main.email ?? '').toLowerCase();
    const own = holders.get(email);
    if (own) own.push(plan);
    else holders.set(email, [plan]);
  }
  return [...holders].flatMap(([email, own]): Alarm[] => {
    if (!isUnusual(own.length, addressed.length, 0.2)) return [];
    const message = `メールアドレス ${email} が${own.length}名に付いています。1人に1つのアドレスになっているか、確かめてください。`;
    return [{ kind: 'same_address', message, examples: own.slice(0, EXAMPLES).map(nameOf) }];
  });
}

function oddDaysOfHire({ people, effectiveOn }: WholeFile): readonly Alarm[] {
  const first = addMonths(effectiveOn, -LONGEST_SERVICE_IN_MONTHS);
  const last = addMonths(effectiveOn, MONTHS_AHEAD);
  const odd = (people?.plans ?? []).flatMap((plan) => {
    const { hiredOn } = plan.fact.main;
    if (hiredOn === null || (hiredOn >= first && hiredOn <= last)) return [];
    return [`${nameOf(plan)} 採用 ${formatDateShort(hiredOn)}`];
  });
  if (odd.length === 0) return [];
  const message = `採用年月日が、発令日の60年より前か1年より後の職員が${odd.length}名います。年を確かめてください。`;
  return [{ kind: 'odd_hiring', message, examples: odd.slice(0, EXAMPLES) }];
}

function farAhead({ effectiveOn, today }: WholeFile): readonly Alarm[] {
  if (effectiveOn <= addMonths(today, MONTHS_AHEAD)) return [];
  const message = `発令日(${formatDateShort(effectiveOn)})が1年より先です。年を確かめてください。`;
  return [{ kind: 'far_ahead', message, examples: [] }];
}

/** Orders are of a working day, or of the first of a month. */
function oddDay({ effectiveOn, isScreen }: WholeFile): readonly Alarm[] {
  if (isScreen) return [];
  const weekday = WEEKEND.get(dayOfWeek(effectiveOn));
  if (effectiveOn.endsWith('-01') || weekday === undefined) return [];
  const message = `発令日(${formatDateShort(effectiveOn)})が${weekday}曜日です。日付を確かめてください。`;
  return [{ kind: 'odd_day', message, examples: [] }];
}

/** New numbers that are longer or shorter than those of nearly everybody. */
function oddNumbers({ people, base }: WholeFile): readonly Alarm[] {
  const usual = usualLength(base.people.map((person) => person.staffNumber));
  const numbers = (people?.plans ?? [])
    .filter((plan) => plan.isNew)
    .map((plan) => plan.fact.staffNumber);
  // Of zeros that were lost another alarm tells.
  const lost = new Map(lostZeros(numbers, [...base.personIds.keys()]));
  const odd = numbers.filter((number) => number.length !== usual && !lost.has(number));
  if (usual === null || odd.length === 0) return [];
  const message = `新しい職員番号のうち${odd.length}件の桁数が、登録済みの番号(${usual}桁)と違います。番号の列を確かめてください。`;
  return [{ kind: 'odd_numbers', message, examples: odd.slice(0, EXAMPLES) }];
}

/** The length that nine of ten have; null where there is none. */
function usualLength(numbers: readonly string[]): number | null {
  const counts = new Map<number, number>();
  for (const { length } of numbers) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return most && numbers.length >= MANY && most[1] >= numbers.length * 0.9 ? most[0] : null;
}

/** Findings that nobody passes over: they are confirmed in writing. */
function graveFindings({ suspicions }: WholeFile): readonly Alarm[] {
  const grave = suspicions.filter(({ kind }) => GRAVE.includes(kind));
  if (grave.length === 0) return [];
  const message = `あとで困ることになる内容が${grave.length}件あります。「注意が必要」の一覧で確かめてください。`;
  const examples = grave
    .slice(0, EXAMPLES)
    .map((each) => `${each.subject}: ${each.message.replace(/。$/u, '')}`);
  return [{ kind: 'grave_findings', message, examples }];
}

function nameOf(plan: PersonPlan): string {
  return `${plan.fact.staffNumber} ${plan.fact.main.name}`;
}
