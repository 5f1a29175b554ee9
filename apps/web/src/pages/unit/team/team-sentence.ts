import { coveredWords, type Team, type UnitCoverage } from '@app/coverage';
import { formatDateShort, people, words } from '@app/platform';

/** The state of the unit in one breath: is there a leader, and who has not finished what is mandatory. */
export function teamSentence(team: Team): string {
  return `${leaderSentence(team)}${mandatorySentence(team.counts)}`;
}

function leaderSentence({ unit, units, countedIn }: Team): string {
  if (units.length > 0) return unitsSentence(units);
  return countedIn === null
    ? `${unit.name}は、${words.leader}を数える${words.unit}ではありません。`
    : `${words.leader}は${countedIn}でまとめて数えます。`;
}

/** Of one unit who is missing since when, of several in how many there are leaders; nothing of none. */
export function unitsSentence(units: readonly UnitCoverage[]): string {
  const [only, ...others] = units;
  if (!only) return '';
  if (others.length === 0) return unitSentence(only);
  const counting = units.filter((it) => it.state !== 'apart');
  const covered = counting.filter((it) => it.state === 'covered').length;
  const state = coveredWords({ minimumLeaders: only.leadersNeeded }).replace(
    words.leaderTitle,
    words.leader,
  );
  return `${String(counting.length)}${words.unit}のうち${String(covered)}${words.unit}に${state}。`;
}

function unitSentence(unit: UnitCoverage): string {
  const { state, leaders, vacantSince, daysVacant } = unit;
  if (state === 'covered') {
    return `${words.leader}は${String(leaders.length)}名います(${termsText(leaders)})。`;
  }
  if (state === 'apart') return `正規職員がいないため、${words.leader}を数える対象外です。`;
  if (state === 'short') return `${shortText(unit)}。`;
  if (vacantSince === null) return `${words.leader}がまだいません。`;
  const days = daysVacant ? `(${String(daysVacant)}日)` : '';
  return `${words.leader}は${formatDateShort(vacantSince)}から空白です${days}。`;
}

/** Of several terms the one that ends first: what has to be done next. */
function termsText(leaders: UnitCoverage['leaders']): string {
  const [first, ...others] = [...new Set(leaders.map((it) => it.termEnd))].toSorted();
  if (first === undefined) return '';
  const day = formatDateShort(first);
  return others.length === 0 ? `任期 ${day}まで` : `任期はいちばん早い人で${day}まで`;
}

/** Of a unit with leaders, but not as many as the rule asks for. */
export function shortText({ leaders, leadersNeeded }: UnitCoverage): string {
  return `${words.leader}は${String(leaders.length)}名で、必要な${String(leadersNeeded)}名に足りません`;
}

function mandatorySentence({ open, done, unfinished }: Team['counts']): string {
  const others = unfinished - open;
  const uncounted = `市の数字に数えない職員で、必修を終えていない人が${open > 0 ? 'ほかに' : ''}${people(others)}います。`;
  return `${countedSentence(open, done)}${others > 0 ? uncounted : ''}`;
}

function countedSentence(open: number, done: number): string {
  if (open > 0) return `必修の未修了は${people(open)}です。`;
  return done > 0 ? '必修は対象の全員が修了しています。' : '必修の対象者はいません。';
}
