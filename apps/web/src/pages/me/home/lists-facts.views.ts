import { fiscalYearOf, formatFiscalYear, type LocalDate } from '@app/platform';
import { row } from '../../../shell/parts/rows';
import type { FactView } from './office-facts.views';

/** Months in which a fiscal year is left and the next one begun. */
const SPRING: readonly string[] = ['03', '04', '05'];

/** The lists of steps, as long as they are what is to be done now. `files`: how many of HR's files were carried out. */
export function listsFacts(files: number, today: LocalDate): readonly FactView[] {
  return [...(files === 0 ? [firstStart()] : []), ...yearTurn(today)];
}

function firstStart(): FactView {
  const sentence = '職員の取込みがまだありません。市の設定から最初の必修までを、順に進めます。';
  const way = { verb: 'はじめの準備を開く', href: '/first-start' };
  return { ...row('はじめの準備', sentence, way), isUrgent: false };
}

function yearTurn(today: LocalDate): readonly FactView[] {
  if (!SPRING.includes(today.slice(5, 7))) return [];
  const next = Number(today.slice(0, 4));
  const name = formatFiscalYear(next);
  const begins = fiscalYearOf(today) < next ? `${name}が近づいています` : `${name}が始まりました`;
  const sentence = `${begins}。確定、発令、任期、必修、アカウント、締めを順に進めます。`;
  const way = { verb: '年度替わりの手順を開く', href: '/year-turn' };
  return [{ ...row('年度替わり', sentence, way), isUrgent: false }];
}
