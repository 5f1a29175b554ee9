import type { DraftSwaps, ProposedMove } from '@app/coverage';
import { people, things, words } from '@app/platform';
import type { List } from '../../../shell/lists/list';

/** One move of one of the proposals. */
export interface SwapLine {
  readonly plan: number;
  /** Leaders who are missing: with the draft as it is, and after the proposal. */
  readonly missing: { readonly before: number; readonly after: number };
  readonly move: ProposedMove;
}

export function swapLines({ plans, missing: before }: DraftSwaps): readonly SwapLine[] {
  return plans.flatMap(({ moves, missing: after }, at) =>
    moves.map((move) => ({ plan: at + 1, missing: { before, after }, move })),
  );
}

/** Why nothing is proposed, and what may be done instead. */
const WHY: Readonly<Record<NonNullable<DraftSwaps['why']>, () => string>> = {
  nothing_lacks: () => `${words.leader}の足りない${words.unit}がないため、提案はありません。`,
  nobody_free: () =>
    `動かせる${words.leader}がいません。${words.unitHead}は動かさず、行き先に同じ職名の職員がいる人だけを考えています。「空きと、任命できる人」から任命を検討してください。`,
  nothing_helps: () =>
    `いまいる${words.leader}を入れ替えても、足りない${words.unit}は減りません。「空きと、任命できる人」から任命を検討してください。`,
  not_found: () => '時間内に提案を作れませんでした。影響を計算し直してください。',
};

export function noSwapsText({ why }: DraftSwaps): string {
  return why === null ? '' : WHY[why]();
}

function reasonText({ move }: SwapLine): string {
  const { toName, others, title, isDrafted } = move;
  const back = `${toName}の同じ職名(${title})の${people(others)}のうち1名と入れ替えられます`;
  const drafted = isDrafted ? 'この案でもともと動く人です。' : '';
  return `${drafted}${leftText(move)}。${back}。`;
}

/** What becomes of the unit that is left: said also where it is left empty, because more are won elsewhere. */
function leftText({ stay, heirs, fromName }: ProposedMove): string {
  const here = heirs.length > 0 ? `(${heirs.join('、')}さんが入ります)` : '';
  if (stay > 0) return `${fromName}には${words.leader}が${people(stay)}います${here}`;
  return `${fromName}には${words.leader}がいなくなります。ほかで埋まる${words.unit}の方が多いため、全体では減ります`;
}

/** Proposals only: nothing is changed by them. */
export const swapList = (): List<SwapLine> => ({
  name: '入れ替えの提案',
  columns: [
    {
      ...{ key: 'plan', heading: '提案', isRowHeading: true },
      value: ({ plan, missing }) =>
        `提案${String(plan)}(足りない${words.leader}が${people(missing.before)}から${people(missing.after)}に)`,
    },
    {
      ...{ key: 'person', heading: '動かす人', keepsLabel: true },
      value: ({ move }) => `${move.staffNumber} ${move.name}(${move.title})`,
    },
    {
      ...{ key: 'from', heading: 'この案の所属', keepsLabel: true },
      value: ({ move }) => `${move.fromCode} ${move.fromName}`,
    },
    {
      ...{ key: 'to', heading: '提案する所属', keepsLabel: true },
      value: ({ move }) => `${move.toCode} ${move.toName}`,
    },
    { key: 'why', heading: '理由', keepsLabel: true, value: reasonText },
  ],
});

/** How many there are, in which order, and what becomes of them. */
export function swapsNote({ plans }: DraftSwaps): string {
  return plans.length === 0
    ? ''
    : `動かす人がいちばん少ない順に、${things(plans.length)}の提案です。案は変わりません。取り入れるときは「異動の一覧」で異動を加えてください。`;
}
