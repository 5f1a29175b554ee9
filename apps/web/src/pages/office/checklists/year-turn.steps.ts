import type { MandatoryOfYear } from '@app/courses';
import type { ImportsOfDays } from '@app/organization';
import { dayText, formatFiscalYear, type LocalDate, things, words } from '@app/platform';
import { address } from '../../../shell/view-parts';
import { type Waiting, waitingStep } from './step-facts';
import type { Step } from './steps';

/** What the steps into the fiscal year `year` are told from. */
export interface YearTurnFacts {
  readonly year: number;
  readonly today: LocalDate;
  /** 31 March and 1 April. */
  readonly lastDay: LocalDate;
  readonly firstDay: LocalDate;
  /** The number of the publication of the last day that holds. */
  readonly published: number | null;
  /** Null: orders of days ahead are not for the reader. */
  readonly imports: ImportsOfDays | null;
  readonly mandatory: MandatoryOfYear;
  /** When the old year was closed. */
  readonly closedOn: LocalDate | null;
  /** Of the old year, how many obligations are open. */
  readonly open: number;
  readonly retention: { readonly readingMonths: number; readonly doorMonths: number };
  readonly waiting: Waiting;
}

/** The order matters: what is frozen first is not moved by what follows, and who has gone is asked for nothing new. */
export function yearTurnSteps(facts: YearTurnFacts): readonly Step[] {
  return [
    freezing(facts),
    ordering(facts),
    waitingStep(facts.waiting, 'ending_terms', {
      title: '終わる任期の次を決める',
      by: words.programOffice,
    }),
    assigning(facts),
    waitingStep(facts.waiting, 'accounts', {
      title: '新しい職員にアカウントと初回パスワードを渡す',
      by: '管理者',
    }),
    closing(facts),
    forgetting(facts),
  ];
}

function freezing({ published, lastDay, today }: YearTurnFacts): Step {
  const step = { title: '年度末の数字を確定する', by: words.programOffice } as const;
  const day = dayText(lastDay, today);
  if (published !== null) {
    const sentence = `${day}の数字は、確定第${String(published)}号にあります。`;
    return {
      ...step,
      state: 'done',
      sentence,
      verb: '確定した数字を見る',
      href: '/coverage/publications',
      needs: 'coverage.read',
    };
  }
  if (today < lastDay) {
    return { ...step, state: 'ahead', sentence: `${day}を過ぎたら、その日の数字を確定します。` };
  }
  return {
    ...step,
    state: 'left',
    sentence: `${day}の数字は、まだ確定していません。確定しておくと、あとの修正は違いとして示されます。`,
    verb: `${day}の数字を確定する`,
    href: address('/coverage/publications/new', { asOf: lastDay }),
    needs: 'figures.publish',
  };
}

function ordering({ imports, firstDay, today }: YearTurnFacts): Step {
  const step = { title: '発令と組織改編を反映する', by: words.hr } as const;
  const day = dayText(firstDay, today);
  if (imports === null)
    return { ...step, state: 'others', sentence: `${day}の発令は${words.hr}が反映します。` };
  const { applied, previewed } = imports;
  const way = { verb: '取込みを開く', href: '/imports', needs: 'organization.import' } as const;
  if (previewed > 0) {
    const sentence = `4月中を発令日とする取込み${things(previewed)}が、反映を待っています。`;
    return { ...step, ...way, state: 'left', sentence };
  }
  if (applied > 0) {
    const sentence = `4月中を発令日とする取込みを、${things(applied)}反映しました。`;
    return { ...step, ...way, state: 'done', sentence };
  }
  return { ...step, ...way, state: 'left', sentence: `${day}の発令は、まだ取り込んでいません。` };
}

function assigning({ year, mandatory, waiting }: YearTurnFacts): Step {
  const step = { title: '新しい年度の必修講座を決める', by: words.programOffice } as const;
  const name = formatFiscalYear(year);
  const editions = waiting.find(({ area, count }) => area === 'editions' && count > 0);
  if (editions) {
    const { sentence, verb, href } = editions;
    return { ...step, state: 'left', sentence, verb, href };
  }
  const way = { verb: '受講指定を開く', href: '/assignments', needs: 'assignments.read' } as const;
  const { courses, repeated } = mandatory;
  const again = repeated === 0 ? '' : `。うち${String(repeated)}講座は、前からの毎年の指定です`;
  return courses > 0
    ? {
        ...step,
        ...way,
        state: 'done',
        sentence: `${name}の必修は${String(courses)}講座です${again}。`,
      }
    : { ...step, ...way, state: 'left', sentence: `${name}の必修は、まだ1つもありません。` };
}

function closing({ year, closedOn, open, firstDay, today }: YearTurnFacts): Step {
  const step = { title: '前の年度を締める', by: words.programOffice } as const;
  const old = formatFiscalYear(year - 1);
  const way = {
    verb: `${old}の締めを開く`,
    href: address('/year-end', { year: year - 1 }),
    needs: 'assignments.read',
  } as const;
  if (closedOn !== null) {
    return {
      ...step,
      ...way,
      state: 'done',
      sentence: `${old}は、${dayText(closedOn, today)}に締めました。`,
    };
  }
  if (today < firstDay) {
    return { ...step, state: 'ahead', sentence: `${old}が終わったら、残った受講を締めます。` };
  }
  return open === 0
    ? {
        ...step,
        ...way,
        state: 'done',
        sentence: `${old}に残っている受講はありません。締める必要はありません。`,
      }
    : { ...step, ...way, state: 'left', sentence: `${old}の受講が${things(open)}残っています。` };
}

function forgetting({ retention: { readingMonths, doorMonths } }: YearTurnFacts): Step {
  return {
    title: '保存期間を過ぎた記録',
    by: '毎晩の自動の仕事',
    state: 'any',
    sentence: `閲覧の記録は${String(readingMonths)}か月、ログインの記録は${String(doorMonths)}か月で消えます。監査記録は消えません。`,
  };
}
