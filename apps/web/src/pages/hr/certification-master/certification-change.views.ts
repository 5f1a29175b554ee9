import {
  ATTEMPT_STATE_WORDS,
  CERTIFICATION_EVIDENCE_WORDS,
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_KINDS,
  CERTIFICATION_RENEWAL_WORDS,
  type CertificationVersion,
  type EquivalenceEffect,
  EVIDENCE_KINDS,
  HIGHEST_LEVEL,
  type NewCertificationVersion,
  type OutsideExam,
  type PlannedCertification,
  RECORD_STATE_WORDS,
  RENEWAL_KINDS,
} from '@app/certifications';
import { type CountingRule, ruleLabel } from '@app/coverage';
import {
  formatDateShort,
  formatMonth,
  type LocalDate,
  numberText,
  people,
  things,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { pageHead } from '../../../shell/parts/heads';
import { address, breadcrumb } from '../../../shell/view-parts';
import { type CertificationNames, changedLines, levelText } from './certification-facts';
import { certificationHref, MASTER } from './certification-list';
import { countsAsName, evidenceName } from './certification-master.forms';
import { MASTER_CRUMB, REVIEWS_CRUMB, versionName } from './certification-master.views';

interface FormFrame {
  /** What is changed; null: a new one. */
  readonly newest: CertificationVersion | null;
  readonly form: FormView<string>;
  /** Which boxes are ticked. */
  readonly ticked: Readonly<Record<string, string>>;
  /** Every qualification that there is or will be. */
  readonly names: CertificationNames;
}

export function certificationFormView({ newest, form, ticked, names }: FormFrame) {
  const own = newest === null ? MASTER : certificationHref(newest.code);
  const title = newest === null ? '資格の登録' : `${newest.shortName}の変更`;
  const others = [...names].filter(([code]) => code !== newest?.code);
  const box = (name: string, label: string) => ({
    ...{ name, label, value: 'yes', isChecked: ticked[name] === 'yes' },
  });
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(
        REVIEWS_CRUMB,
        MASTER_CRUMB,
        ...(newest === null ? [] : [[newest.shortName, own] as const]),
        [title],
      ),
      newest === null
        ? '登録した日より後に始まる資格は、始まる日の前日まで取りやめることができます。'
        : `${versionName(newest)}の内容から始めます。登録する前に、変わる人数を確かめます。`,
    ),
    form,
    isNew: newest === null,
    action: newest === null ? `${MASTER}/new` : `${own}/change`,
    button: newest === null ? '資格を登録する' : '変わる内容と人数を見る',
    back: own,
    kinds: [
      { value: '', text: '選んでください' },
      ...CERTIFICATION_KINDS.map((value) => ({ value, text: CERTIFICATION_KIND_WORDS[value] })),
    ],
    levels: [
      { value: '', text: 'なし' },
      ...Array.from({ length: HIGHEST_LEVEL }, (_, index) => ({
        value: String(index + 1),
        text: levelText(index + 1),
      })),
    ],
    renewals: RENEWAL_KINDS.map((value) => ({ value, label: CERTIFICATION_RENEWAL_WORDS[value] })),
    evidence: EVIDENCE_KINDS.map((kind) =>
      box(evidenceName(kind), CERTIFICATION_EVIDENCE_WORDS[kind]),
    ),
    countsAs: others.map(([code, name]) => box(countsAsName(code), name)),
    successors: [{ value: '', text: 'なし' }, ...others.map(([value, text]) => ({ value, text }))],
  };
}

interface PreviewFrame {
  readonly form: FormView<never>;
  readonly names: CertificationNames;
  readonly hidden: Readonly<Record<string, string>>;
  /** The rule that counts the city's figures on the first day. */
  readonly rule: CountingRule;
  readonly today: LocalDate;
}

/** What changes, old and new side by side, and which figures become other ones. */
export function certificationPreviewView(
  { version, before, effects, outside, wished, mark }: PlannedCertification,
  input: NewCertificationVersion,
  { form, names, hidden, rule, today }: PreviewFrame,
) {
  const own = certificationHref(input.code);
  const title = `${before.shortName}の変更の確認`;
  return {
    title,
    head: pageHead(
      title,
      breadcrumb(REVIEWS_CRUMB, MASTER_CRUMB, [before.shortName, own], ['変更の確認']),
      `${effectSentence(effects, rule)}${outsideSentence(outside)}${wishedSentence(wished)}`,
    ),
    form,
    changes: changedLines(before, input.facts, names),
    facts: [
      fact('版', versionName({ version })),
      fact('いつから', formatDateShort(input.validFrom)),
      fact('理由', input.note),
    ],
    effects:
      effects.length === 0
        ? null
        : listTable(EFFECTS, effects, {
            ...{ caption: `${formatDateShort(today)}の在職者で数えた人数`, path: '', query: {} },
          }),
    outside:
      outside.length === 0
        ? null
        : listTable(OUTSIDE, outside, {
            ...{
              caption: '最初と最後の試験の日に合わないもの',
              hidesCaption: true,
              path: '',
              query: {},
            },
          }),
    action: `${own}/preview`,
    back: address(`${own}/change`, hidden),
    leave: own,
    afterwards: afterwardsOf(input.validFrom, today),
    hidden: Object.entries({ ...hidden, seen: mark })
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value })),
  };
}

/** What can be done about it once it is registered. */
function afterwardsOf(validFrom: LocalDate, today: LocalDate): string {
  return validFrom > today
    ? '登録した版は、始まる日の前日まで取りやめることができます。'
    : '本日から始まる版は、登録すると取りやめられません。改めるときは、新しい版を登録してください。';
}

/** Whether the city's promise is counted otherwise, in words. */
export function effectSentence(effects: readonly EquivalenceEffect[], rule: CountingRule): string {
  if (effects.length === 0) return 'この変更で、資格を満たす人の人数は変わりません。';
  const promised = effects.find(({ code }) => rule.holderCertificationCodes.includes(code));
  const roles = '「それとして数える資格」も認める役割の要件では、満たす人が変わります。';
  if (promised === undefined) return `市の目標の人数は変わりません。${roles}`;
  const { name, before, after } = promised;
  return rule.holderEquivalents
    ? `市の目標(${name}の取得者)が、${people(before)}から${people(after)}になります(${ruleLabel(rule)})。${roles}`
    : `市の目標(${name}の取得者)の人数は変わりません(${ruleLabel(rule)}は、同じ資格だけを数えます)。${roles}`;
}

const OUTSIDE_WORDS: Readonly<Record<OutsideExam['kind'], string>> = {
  reported: RECORD_STATE_WORDS.reported,
  booked: ATTEMPT_STATE_WORDS.booked,
  wanted: '受けたい人',
  verified: RECORD_STATE_WORDS.verified,
};

/** Without names: what somebody wants is theirs. */
export function wishedSentence(wished: number | null): string {
  return wished === null
    ? ''
    : `ほかに、試験のない月に受けたいと答えた人が${people(wished)}います(本人が共有していないため、氏名は示しません)。`;
}

/** How many of which kind stand outside; empty where nothing does. */
export function outsideSentence(outside: readonly OutsideExam[]): string {
  if (outside.length === 0) return '';
  const kinds = (['reported', 'booked', 'wanted', 'verified'] as const).flatMap((kind) => {
    const total = outside.filter((it) => it.kind === kind).length;
    return total === 0 ? [] : [`${OUTSIDE_WORDS[kind]}が${things(total)}`];
  });
  return `最初と最後の試験の日に合わない${kinds.join('、')}あります。登録しても消えません。下の一覧で確かめてください。`;
}

const OUTSIDE: List<OutsideExam> = {
  name: '試験の日に合わないもの',
  columns: [
    {
      ...{ key: 'person', heading: '氏名(職員番号)', isRowHeading: true },
      value: ({ personName: name, staffNumber }) => `${name}(${staffNumber})`,
      show: ({ personName: name, staffNumber, recordId }) => ({
        text: `${name}(${staffNumber})`,
        ...(recordId !== null && { href: `/certification-reviews/${recordId}` }),
      }),
    },
    { key: 'kind', heading: '状態', value: ({ kind }) => OUTSIDE_WORDS[kind] },
    {
      ...{ key: 'day', heading: '合格日・受験日・受けたい月' },
      value: ({ kind, day }) => (kind === 'wanted' ? formatMonth(day) : dayCell(day)),
    },
    {
      ...{ key: 'todo', heading: 'これからすること' },
      value: ({ kind }) => OUTSIDE_TODO[kind],
    },
  ],
};

const OUTSIDE_TODO: Readonly<Record<OutsideExam['kind'], string>> = {
  reported: '証明書類を確かめて、確認するか差し戻します',
  booked: '本人のホームに、予定を変えるようお知らせします',
  wanted: '本人に、受けられる日までに受けるよう伝えます',
  verified: '合格日が違うときは、訂正を申し出ます',
};

const count = (
  key: 'own' | 'before' | 'after' | 'entering' | 'leaving',
  heading: string,
): List<EquivalenceEffect>['columns'][number] => ({
  ...{ key, heading, counter: '名', isNumber: true },
  value: (row) => row[key],
  show: (row) => ({ text: numberText(row[key]) }),
});

const EFFECTS: List<EquivalenceEffect> = {
  name: '変わる人数',
  columns: [
    { key: 'name', heading: '求められる資格', isRowHeading: true, value: ({ name }) => name },
    count('own', 'その資格を持つ人'),
    count('before', 'いま満たす人'),
    count('after', '変更後に満たす人'),
    count('entering', '新しく満たす人'),
    count('leaving', '満たさなくなる人'),
  ],
};
