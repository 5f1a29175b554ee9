import type { MissingSecond } from '@app/accounts';
import type { MandatoryOfYear } from '@app/courses';
import { formatFiscalYear, people, type SystemFacts, things, words } from '@app/platform';
import { type Waiting, waitingStep } from './step-facts';
import type { Step } from './steps';

/** What the steps of a city that begins are told from. */
export interface FirstStartFacts {
  readonly cityName: string;
  readonly mail: SystemFacts['mail'];
  readonly missingSeconds: readonly MissingSecond[];
  /** Files of HR that were ever carried out. */
  readonly imports: number;
  /** Employed today. */
  readonly staff: number;
  readonly targets: number;
  readonly fiscalYear: number;
  readonly mandatory: MandatoryOfYear;
  readonly waiting: Waiting;
}

const ADMINISTRATOR = '管理者';

/** From the machine to the first lesson: each step needs what stands above it. */
export function firstStartSteps(facts: FirstStartFacts): readonly Step[] {
  return [
    naming(facts),
    mailing(facts),
    importing(facts),
    seconds(facts),
    waitingStep(facts.waiting, 'accounts', {
      title: '職員にアカウントと初回パスワードを渡す',
      by: ADMINISTRATOR,
    }),
    promising(facts),
    assigning(facts),
    waitingStep(facts.waiting, 'system', {
      title: '本番として守ることを確かめる',
      by: ADMINISTRATOR,
    }),
  ];
}

function naming({ cityName }: FirstStartFacts): Step {
  return {
    title: '市の名前と言葉を決める',
    by: ADMINISTRATOR,
    state: 'any',
    sentence: `教材の中の市の名前は「${cityName}」です。役割や部署の呼び方も、市の言い方に変えられます。`,
    verb: '市の設定を開く',
    href: '/city-settings',
    needs: 'settings.read',
  };
}

function mailing({ mail }: FirstStartFacts): Step {
  const step = { title: 'メールを送れるようにする', by: ADMINISTRATOR } as const;
  if (mail === 'smtp') return { ...step, state: 'done', sentence: 'メールサーバーから送ります。' };
  const sentence =
    mail === 'mailbox'
      ? 'いまはお試しの受信箱に入り、職員には届きません。SMTP_URLを設定してください。'
      : 'メールは送られません。SMTP_URLを設定してください。';
  return { ...step, state: 'left', sentence };
}

function importing({ imports, staff }: FirstStartFacts): Step {
  const step = {
    title: '組織と職員を取り込む',
    by: words.hr,
    verb: '取込みを開く',
    href: '/imports',
    needs: 'organization.import',
  } as const;
  if (imports === 0) {
    return {
      ...step,
      state: 'left',
      sentence: `まだ取り込んでいません。${words.hr}のファイルから始めます。`,
    };
  }
  return {
    ...step,
    state: 'done',
    sentence: `${things(imports)}を反映しました。在職中の職員は${people(staff)}です。`,
  };
}

function seconds({ missingSeconds }: FirstStartFacts): Step {
  const step = {
    title: '2人で行う操作の2人目を決める',
    by: ADMINISTRATOR,
    verb: 'アカウントを開く',
    href: '/accounts',
    needs: 'accounts.read',
  } as const;
  if (missingSeconds.length === 0) {
    return { ...step, state: 'done', sentence: '2人必要な操作は、どれも2名以上で行えます。' };
  }
  const sentence = missingSeconds.map((missing) => missing.sentence).join('');
  return { ...step, state: 'left', sentence };
}

function promising({ targets }: FirstStartFacts): Step {
  const step = {
    title: '計画の目標を入れる',
    by: words.programOffice,
    verb: '目標を開く',
    href: '/coverage/targets',
    needs: 'coverage.read',
  } as const;
  return targets === 0
    ? { ...step, state: 'left', sentence: '目標がまだありません。計画の値と期限を入れます。' }
    : { ...step, state: 'done', sentence: `目標を${things(targets)}見守っています。` };
}

function assigning({ fiscalYear, mandatory: { courses } }: FirstStartFacts): Step {
  const step = {
    title: '最初の必修講座を決める',
    by: words.programOffice,
    verb: '受講指定を開く',
    href: '/assignments',
    needs: 'assignments.read',
  } as const;
  const year = formatFiscalYear(fiscalYear);
  return courses === 0
    ? { ...step, state: 'left', sentence: `${year}の必修は、まだ1つもありません。` }
    : { ...step, state: 'done', sentence: `${year}の必修は${String(courses)}講座です。` };
}
