import { formatDateShort, formatDateTime, people as peopleText, words } from '@app/platform';
import type { SuggestionAct, SuggestionPerson } from '@app/practice';
import type { FormView } from '../../../shell/forms';
import { dayCell, type List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';

export const SUGGESTIONS = '/exam-suggestions';

export function personAddress(staffNumber: string): string {
  return `${SUGGESTIONS}/${encodeURIComponent(staffNumber)}`;
}

interface Unit {
  readonly id: string;
  readonly name: string;
}

interface Found {
  readonly units: readonly Unit[];
  /** The one that was asked for. */
  readonly unit: Unit | null;
  readonly people: readonly SuggestionPerson[];
  readonly acts: readonly SuggestionAct[];
  readonly form: FormView<never>;
  readonly ownId: string;
  /** Whether somebody can still sit the exam. */
  readonly isHeld: boolean;
}

const OVER = 'この試験は終わったため、いまは受験をすすめられません。';

/** A unit is chosen, and those of it who have none get one with one press. */
export function suggestionsView({ units, unit, people, acts, form, ownId, isHeld }: Found) {
  const isFresh = (row: SuggestionPerson) => row.suggestedOn === null && row.personId !== ownId;
  const fresh = isHeld ? people.filter(isFresh).length : 0;
  return {
    title: '受験のすすめ',
    breadcrumb: breadcrumb(['受験のすすめ']),
    summary: `${isHeld ? '' : OVER}ITパスポートの受験をすすめると、本人のホームに表示されます。任命や資格の記録にはなりません(送ったことは監査の記録に残ります)。本人がどうするかや練習のようすは、${words.programOffice}にも見えません。`,
    form,
    canSend: fresh > 0,
    units: {
      field: { id: 'field-unit', name: 'unit', value: unit?.id ?? '', error: '' },
      options: [
        { value: '', text: '選んでください' },
        ...units.map(({ id, name }) => ({ value: id, text: name })),
      ],
    },
    chosen: unit && {
      title: `${unit.name}の職員`,
      sentence: isHeld ? unitSentence(people.length, fresh) : OVER,
      action: fresh === 0 ? '' : `${SUGGESTIONS}/units/${unit.id}`,
      label: `まだの${peopleText(fresh)}に受験のすすめを送る`,
      table:
        people.length === 0
          ? null
          : listTable(LIST, people, {
              caption: `${unit.name}の職員`,
              hidesCaption: true,
              path: '',
              query: {},
            }),
    },
    acts: acts.map(({ id, sentAt, people: count }) => ({
      text: `${formatDateTime(sentAt)}に${peopleText(count)}へ送りました。`,
      action: `${SUGGESTIONS}/acts/${id}/withdraw`,
    })),
  };
}

function unitSentence(count: number, fresh: number): string {
  if (count === 0)
    return 'すすめる相手はいません。資格を報告した人と、休職・派遣中の人は除いています。';
  const all = `資格を報告した人と、休職・派遣中の人を除いて${peopleText(count)}です。`;
  return fresh === 0 ? `${all}全員に送ってあります。` : all;
}

/** Only whether and when it was sent: what somebody did with it is theirs. */
const LIST: List<SuggestionPerson> = {
  name: '受験のすすめ',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: ({ name }) => name,
      show: (row) => ({ text: '', person: personName(row) }),
    },
    { key: 'sent', heading: '送った日', value: ({ suggestedOn }) => dayCell(suggestedOn) },
    {
      key: 'change',
      heading: '操作',
      only: 'page',
      value: () => null,
      slot: ({ staffNumber, name, suggestedOn }) => ({
        href: personAddress(staffNumber),
        name,
        label: suggestedOn === null ? 'この人に送る' : '取り消す',
      }),
    },
  ],
};

export function sentNotice(count: number): string {
  return count === 0
    ? '新しく送る相手はいませんでした。'
    : `${peopleText(count)}に受験のすすめを送りました。この画面から取り消せます。`;
}

export function personSuggestionView(
  person: SuggestionPerson,
  { isSelf, isHeld }: { readonly isSelf: boolean; readonly isHeld: boolean },
) {
  const { name, staffNumber, unitName, suggestedOn } = person;
  const own = personAddress(staffNumber);
  const where = `${staffNumber}${unitName === null ? '' : `・${unitName}`}。`;
  return {
    title: `${name}さんへの受験のすすめ`,
    breadcrumb: breadcrumb(['受験のすすめ', SUGGESTIONS], [name]),
    summary:
      suggestedOn === null
        ? `${where}受験のすすめは、まだ送っていません。`
        : `${where}${formatDateShort(suggestedOn)}に受験のすすめを送りました。`,
    note: isSelf ? 'ご自分には送れません。' : isHeld ? '' : OVER,
    sendAction: isSelf || !isHeld || suggestedOn !== null ? '' : own,
    withdrawAction: suggestedOn === null ? '' : `${own}/withdraw`,
  };
}
