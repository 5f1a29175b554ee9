import { type Actor, hasPermission } from '@app/access';
import { formatDateShort, type LocalDate, fillWords } from '@app/platform';
import { breadcrumb, type Crumb } from '../../../shell/view-parts';

export const SETTINGS = '/city-settings';

export const YES_NO = [
  { value: 'yes', label: 'はい' },
  { value: 'no', label: 'いいえ' },
] as const;

const SECTIONS = [
  ['', '一覧'],
  ['/words', '市の言葉'],
  ['/holidays', '閉庁日'],
  ['/titles', '職名'],
  ['/targets', '目標'],
  ['/rules', '数え方'],
  ['/units', '{leader}を置く{unit}'],
  ['/sign-in', 'ログイン'],
  ['/evidence', '証明書類'],
  ['/intentions', '受験の意向'],
  ['/open-data', 'オープンデータ'],
  ['/files', '保存したファイル'],
] as const;
export type Section = (typeof SECTIONS)[number][0];

/** What every page of the city's settings begins with. */
export function settingsFrame(section: Section, title: string) {
  return {
    title,
    breadcrumb: crumbs(section, title),
    tabs: SECTIONS.map(([path, label]) => ({
      href: `${SETTINGS}${path}`,
      label: fillWords(label),
      isCurrent: path === section,
    })),
  };
}

function crumbs(section: Section, title: string): Crumb[] {
  return section === '' ? breadcrumb([title]) : breadcrumb(['市の設定', SETTINGS], [title]);
}

/** Whoever may only read sees the same page without its forms. */
export function mayManage(actor: Actor): boolean {
  return hasPermission(actor, 'settings.manage');
}

export function mayCount(actor: Actor): boolean {
  return hasPermission(actor, 'counting.manage');
}

export function yesNo(isYes: boolean): string {
  return isYes ? 'yes' : 'no';
}

export function fromText(day: LocalDate): string {
  return `${formatDateShort(day)}から`;
}
