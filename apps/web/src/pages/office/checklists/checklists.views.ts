import type { Actor } from '@app/access';
import { formatFiscalYear } from '@app/platform';
import { pageHead } from '../../../shell/parts/heads';
import { tabs, type TabView } from '../../../shell/parts/ways';
import { address, breadcrumb } from '../../../shell/view-parts';
import { firstStartSteps, type FirstStartFacts } from './first-start.steps';
import { type Step, stepRows, stepsSentence } from './steps';
import { type YearTurnFacts, yearTurnSteps } from './year-turn.steps';

const NOTE =
  '上から順に進めてください。どの手順も、変わることを確かめてから実行します。済んだ手順も、もう一度行えます。';

/** Turns that are looked at: the one ahead, that of this year and two before. */
export function turnYears(running: number): readonly number[] {
  return [running + 1, running, running - 1, running - 2];
}

export function yearTurnView(actor: Actor, facts: YearTurnFacts, running: number) {
  const names = turnYears(running).map((year) => [String(year), formatFiscalYear(year)] as const);
  const hrefOf = (year: string) => address('/year-turn', { year });
  const years = tabs(names, String(facts.year), hrefOf);
  return view('年度替わりの手順', { actor, steps: yearTurnSteps(facts), years });
}

export function firstStartView(actor: Actor, facts: FirstStartFacts) {
  return view('はじめの準備', { actor, steps: firstStartSteps(facts), years: [] });
}

interface Shown {
  readonly actor: Actor;
  readonly steps: readonly Step[];
  readonly years: readonly TabView[];
}

function view(title: string, { actor, steps, years }: Shown) {
  return {
    title,
    head: pageHead(title, breadcrumb([title]), stepsSentence(steps)),
    tabs: years,
    steps: stepRows(steps, actor),
    note: NOTE,
  };
}
