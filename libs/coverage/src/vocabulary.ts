import { ACTIVE_DAYS } from '@app/appointments';
import { words } from '@app/platform';
import type { EndOfPresence, UnitState } from './figures/coverage.rules';
import type { LeftOutReason, PeopleFigure, RateName, UnitFigure } from './figures/figure.rules';
import type { LateFactOf } from './figures/late-facts.sql';

export const PEOPLE_FIGURE_WORDS: Readonly<Record<PeopleFigure, string>> = {
  get leaders() {
    return words.leaderTitle;
  },
  get supporters() {
    return words.supporterTitle;
  },
  get active_supporters() {
    return `活動している${words.supporterTitle}`;
  },
  staff: '在職者',
  regular_staff: '正規職員',
  holders: 'ITパスポート取得者(確認済み)',
  provisional: '合格見込み',
  reported: '確認待ちの報告',
  booked: '受験予定',
  higher_only: '上位の試験だけの合格者',
  other_certified: 'その他の資格の取得者(確認済み)',
  mandatory: '必修の対象者',
  mandatory_done: '必修を修了した人',
  mandatory_open: '必修が未修了の人',
  security: '情報セキュリティ研修の対象者',
  security_done: '情報セキュリティ研修を修了した人',
  security_open: '情報セキュリティ研修が未修了の人',
  ai: 'AI活用研修(この年度)の対象者',
  ai_done: 'AI活用研修(この年度)を修了した人',
  ai_open: 'AI活用研修(この年度)が未修了の人',
  ai_ever: 'AI活用研修の修了を数える職員',
  ai_ever_done: 'AI活用研修を一度でも修了した人',
  ai_ever_open: 'AI活用研修をまだ修了していない人',
  carried_over: '前年度までの必修が残っている人',
  course: '対象者',
  course_done: '修了した人',
  course_open: '未修了の人',
};

/** The promises of learning, each with its own rate. */
export const RATE_WORDS: Readonly<Record<RateName, string>> = {
  security: '情報セキュリティ研修',
  ai: 'AI活用研修(この年度)',
  ai_ever: 'AI活用研修(一度でも修了)',
};

export const UNIT_FIGURE_WORDS: Readonly<Record<UnitFigure, string>> = {
  get units() {
    return `${words.leader}を置く${words.unit}`;
  },
  get units_covered() {
    return `充足している${words.unit}`;
  },
  get units_vacant() {
    return `${words.leader}がいない${words.unit}`;
  },
  get units_at_risk() {
    return `半年以内に空白になる${words.unit}`;
  },
  get units_apart() {
    return `対象外の${words.unit}`;
  },
};

export const UNIT_STATE_WORDS: Readonly<Record<UnitState, string>> = {
  covered: '充足',
  short: '不足',
  vacant: '空白',
  apart: '対象外',
};

export const LEFT_OUT_WORDS: Readonly<Record<LeftOutReason, string>> = {
  exempt: '免除',
  on_leave: '休職・育休中',
  seconded: '派遣中',
  not_employed: '基準日に在職していない',
  employment_type: '任用区分が対象でない',
  earlier_assignment: '先の指定で受ける',
  settled_before: '年度より前に済んでいる',
  not_assigned: '受講の指定がない',
  not_verified: 'まだ確認が済んでいない',
  higher_only: '上位の試験だけに合格',
  exam_past: '受験日を過ぎて結果が未登録',
  exam_outside: '受験日に試験がない(最初の試験より前か、最後の試験より後)',
  get concurrent() {
    return `この${words.unit}が主務ではない(兼務など)`;
  },
  no_posting: '主務の所属がない',
  get other_unit() {
    return `数える対象の${words.unit}にいない`;
  },
  not_active: `${String(ACTIVE_DAYS)}日以内の活動の記録がない`,
};

/** What of a person was recorded only after the day (後から登録). */
export const LATE_FACT_WORDS: Readonly<Record<LateFactOf, string>> = {
  posting: '所属',
  employment: '任用',
  absence: '休職・派遣など',
};

export const END_OF_PRESENCE_WORDS: Readonly<Record<EndOfPresence, string>> = {
  term_ends: '任期満了',
  ended_early: '任命の終了',
  on_leave: '休職・育休',
  seconded: '派遣',
  leaves_service: '退職',
  transferred: '異動',
};

/** 「情報セキュリティの修了」: what a list of the people behind a figure is called. */
export function figureName(figure: PeopleFigure, courseTitle: string | null): string {
  const name = PEOPLE_FIGURE_WORDS[figure];
  return courseTitle === null ? name : `${courseTitle}の${name}`;
}
