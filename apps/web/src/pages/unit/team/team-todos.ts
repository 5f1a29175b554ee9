import type { DxRole, NominationUnderWay } from '@app/appointments';
import { END_OF_PRESENCE_WORDS, lacksLeaders, type Team, type UnitCoverage } from '@app/coverage';
import { formatDateShort, type LocalDate, people, words } from '@app/platform';
import { announcedRisk } from '../../../shared/announced-risk.rules';
import { address } from '../../../shell/view-parts';
import { shortText } from './team-sentence';
import { underWayHref, underWayText } from '../nominations/under-way';
import { remindHref } from '../reminding/reminding.views';
import { candidatesHref, handoversHref, teamHref } from './team-links';

export interface TeamFrame {
  readonly seesAhead: boolean;
  readonly canAppoint: boolean;
  /** Who heads the unit is told what to do; others read how it stands. */
  readonly heads: boolean;
  /** Whether the page leads to the deputies. */
  readonly canDeputize: boolean;
  /** How many roles are to be handed over, or talked over. */
  readonly handovers: number;
  /** Recommendations that wait for the person or for a decision. */
  readonly open: readonly NominationUnderWay[];
}

interface Todo {
  readonly text: string;
  readonly href: string;
  readonly label: string;
  /** A second thing that helps. */
  readonly also?: { readonly href: string; readonly label: string };
  /** Done by the reader; others go on with it now. */
  readonly isWaiting?: true;
}

interface Context extends TeamFrame {
  readonly code: string;
  readonly on: LocalDate;
}

/** More than these nobody does today; what is left comes up when they are done. */
const MOST_TODOS = 3;

/** In the order in which it matters: an empty unit, overdue, open, an end that is near, no supporter. */
export function todosOf(team: Team, frame: TeamFrame): readonly Todo[] {
  const context = { ...frame, code: team.unit.code, on: team.on };
  const bare = team.units.filter((unit) => unit.state !== 'apart' && unit.supporters.length === 0);
  const todos = [
    ...vacantTodos(team.units.filter(lacksLeaders), context),
    ...handoverTodos(context),
    ...learningTodos(team, context),
    ...team.units.flatMap((unit) => riskTodo(unit, context)),
    ...supporterTodos(bare, context),
  ];
  return todos.slice(0, MOST_TODOS);
}

function vacantTodos(units: readonly UnitCoverage[], context: Context): readonly Todo[] {
  const [unit, ...others] = units;
  if (unit === undefined) return [];
  const waiting = waitingFor('leader', lackingOf(units), context);
  if (waiting !== null) return [{ ...waiting, text: `${lackText(units)}。${waiting.text}` }];
  if (others.length > 0) {
    const text = `${lackText(units)}。${recommend(context)}`;
    return [{ text, href: teamHref(context.code, { tab: 'roles' }), label: '役割を見る' }];
  }
  const text = `${lackText(units)}。${recommend(context)}`;
  return [{ text, ...nextStep(unit, 'leader', context) }];
}

function lackText(units: readonly UnitCoverage[]): string {
  const [unit, ...others] = units;
  if (unit === undefined || others.length > 0)
    return `${words.leader}がいない、または足りない${words.unit}が${String(units.length)}あります(${namesOf(units)})`;
  const state = unit.state === 'short' ? `の${shortText(unit)}` : `に${words.leader}がいません`;
  return `${unit.name}${state}`;
}

/** How many are still to be found. */
export function lackingOf(units: readonly UnitCoverage[]): number {
  return units.reduce(
    (sum, { leadersNeeded, leaders }) => sum + Math.max(1, leadersNeeded - leaders.length),
    0,
  );
}

/** As many recommended as are missing: whoever recommended has done their part. */
function waitingFor(role: DxRole, lacking: number, { open, on }: Context): Todo | null {
  const found = open.filter((it) => it.role === role);
  if (found.length < lacking) return null;
  const label = '推薦を見る';
  return { text: underWayText(found, on), href: underWayHref(found), label, isWaiting: true };
}

function handoverTodos(context: Context): readonly Todo[] {
  if (context.handovers === 0) return [];
  const text = `異動などで引継ぎが残っている役割が${String(context.handovers)}件あります。${toHead(context, '済んだ項目に印を付けてください。')}`;
  return [{ text, href: handoversHref(context.code), label: '役割の引継ぎを見る' }];
}

function recommend(context: Context): string {
  return toHead(context, `候補を決めて、${words.programOffice}へ推薦してください。`);
}

function toHead({ heads }: Context, advice: string): string {
  return heads ? advice : '';
}

function supporterTodos(units: readonly UnitCoverage[], context: Context): readonly Todo[] {
  const [unit, ...others] = units;
  if (unit === undefined) return [];
  const advice = toHead(
    context,
    `身近な相談役になる人を、${words.programOffice}へ推薦してください。`,
  );
  if (others.length > 0) {
    const text = `${words.supporter}がいない${words.unit}が${String(units.length)}あります(${namesOf(units)})。${advice}`;
    return [{ text, href: teamHref(context.code, { tab: 'roles' }), label: '役割を見る' }];
  }
  const waiting = waitingFor('supporter', 1, context);
  const lack = `${unit.name}に${words.supporter}がいません。`;
  if (waiting !== null) return [{ ...waiting, text: `${lack}${waiting.text}` }];
  const text = `${lack}${advice}`;
  return [{ text, ...nextStep(unit, 'supporter', context) }];
}

function namesOf(units: readonly UnitCoverage[]): string {
  return units.map(({ name }) => name).join('、');
}

function nextStep(
  unit: UnitCoverage,
  role: 'leader' | 'supporter',
  { canAppoint, heads, code }: Context,
): Pick<Todo, 'href' | 'label'> {
  if (canAppoint)
    return { href: address('/appointments/new', { unit: unit.code, role }), label: '任命する' };
  if (!heads) return { href: teamHref(code, { tab: 'roles' }), label: '役割を見る' };
  return {
    href: candidatesHref(code, role),
    label: `${role === 'leader' ? words.leader : words.supporter}の候補を選ぶ`,
  };
}

function learningTodos({ counts }: Team, context: Context): readonly Todo[] {
  const coming = counts.unfinished - counts.overdue;
  const overdue = {
    text: `必修の期限を過ぎた人が${people(counts.overdue)}います。${toHead(context, '学ぶ時間を取れるよう、仕事を調整してください。')}`,
    href: teamHref(context.code, { state: 'overdue' }),
    label: '期限を過ぎた人を見る',
    ...reminding(context, 'overdue'),
  };
  const open = {
    text: `必修をまだ終えていない人が${people(coming)}います(期限はこれからです)。${toHead(context, '声をかけてください。')}`,
    href: `${teamHref(context.code, { state: 'coming' })}#people`,
    label: '終わっていない人を見る',
    ...reminding(context, 'coming'),
  };
  return [...(counts.overdue > 0 ? [overdue] : []), ...(coming > 0 ? [open] : [])];
}

/** Who heads the unit may have them reminded. */
function reminding({ heads, code }: Context, state: string): Pick<Todo, 'also'> {
  return heads
    ? { also: { href: remindHref(code, { state }), label: '思い出してもらう人を選ぶ' } }
    : {};
}

function riskTodo(unit: UnitCoverage, context: Context): readonly Todo[] {
  const risk = announcedRisk(unit, context.seesAhead);
  if (risk === null) return [];
  const coming = `${unit.name}は、${formatDateShort(risk.on)}に${words.leader}が${risk.state === 'vacant' ? '空白になる' : '足りなくなる'}見込みです(${END_OF_PRESENCE_WORDS[risk.by]})。`;
  const waiting = waitingFor('leader', 1, context);
  if (waiting !== null) return [{ ...waiting, text: `${coming}${waiting.text}` }];
  const text = `${coming}${toHead(context, `後任または再任を、${words.programOffice}に相談してください。`)}`;
  return [{ text, ...nextStep(unit, 'leader', context) }];
}
