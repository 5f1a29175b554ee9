import { TEAM_STATE_WORDS, teamStatesOf } from '@app/exports';
import { formatDate, formatDateShort, people, type UndoAct, words } from '@app/platform';
import { DAYS_BETWEEN, type Matter, type Remindable, type RemindablePeople } from '@app/reminders';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { asked, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';
import { personName } from '../../../shell/person-name';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { teamHref } from '../team/team-links';
import { type TeamSearch, teamFilter } from '../team/team.forms';

const TITLE = '学習を思い出してもらう';

interface Frame {
  readonly ownId: string;
  /** The boxes of a form that was refused; null while none was. */
  readonly chosen: ReadonlySet<string> | null;
}

export function remindHref(
  code: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  return address(`${teamHref(code)}/remind`, query);
}

/** In the notice, as long as it stands there. */
export function undoOf(code: string, personIds: readonly string[]): UndoAct {
  return {
    label: '思い出してもらうことを取り消す',
    action: `${teamHref(code)}/undo-reminders`,
    fields: personIds.map((value) => ({ name: 'of', value })),
  };
}

/** When and how, whom of what, and the words. */
export function remindingView(found: RemindablePeople, search: TeamSearch, frame: Frame) {
  const { unit, mailOn, total, people: all } = found;
  const { q, state, part, sort } = search;
  const query = { q, state, part, sort };
  const { page, pageSize } = teamFilter(search);
  const sample = all.flatMap(({ matters }) => matters).find(({ isFresh }) => isFresh);
  const canChoose = all.some((row) => isChoosable(row, frame));
  return {
    title: TITLE,
    breadcrumb: breadcrumb(
      [`わたしの${words.unit}`, '/team'],
      [unit.name, teamHref(unit.code)],
      [TITLE],
    ),
    summary: `選んだ人に、終わっていない必修を${formatDate(mailOn)}の朝の通知で1回だけ伝えます。`,
    note: `同じ学習について伝えるのは、だれが頼んでも${String(DAYS_BETWEEN)}日に1回までです。届く前に終えた学習は伝えません。ほかの通知がある日は、1通にまとめます。`,
    words:
      sample === undefined
        ? []
        : [`■ ${found.heading}`, `・${sample.title}`, `  ${found.lineOf(sample)}`],
    filter: filterBar(
      [
        searchField('氏名・フリガナ・職員番号', asked('q', q)),
        selectField(
          '状態',
          asked('state', state),
          teamStatesOf('open').map((value) => ({ value, text: TEAM_STATE_WORDS[value] })),
        ),
      ],
      {
        ...{ path: remindHref(unit.code), label: `${TITLE}人の絞り込み`, found: people(total) },
        kept: { part, sort },
      },
    ),
    table: listTable(remindableList(search, frame), all, {
      ...{ caption: `終わっていない人(${people(total)})`, path: remindHref(unit.code) },
      query: { q, state, part },
      sort: sort ?? 'due',
    }),
    pages: pager({ page, pageSize, total }, (number) =>
      remindHref(unit.code, { ...query, page: number }),
    ),
    action: canChoose ? remindHref(unit.code, { ...query, ...(page > 1 && { page }) }) : '',
    clear:
      q === undefined && state === undefined && part === undefined ? '' : remindHref(unit.code),
  };
}

function isChoosable({ member, matters, isSuspended }: Remindable, { ownId }: Frame): boolean {
  return member.personId !== ownId && !isSuspended && matters.some(({ isFresh }) => isFresh);
}

function remindableList({ state }: TeamSearch, frame: Frame): List<Remindable> {
  return {
    name: TITLE,
    columns: [
      {
        ...{ key: 'name', heading: '氏名', isRowHeading: true, sort: 'name' },
        value: ({ member }) => member.name,
        show: ({ member }) => ({ text: '', person: personName(member, { isOfOwnUnit: true }) }),
      },
      {
        ...{ key: 'unit', heading: '所属', sort: 'unit', dropsWhenConstant: true },
        value: ({ member }) => member.unitName,
      },
      {
        ...{ key: 'matters', heading: '伝えること', sort: 'due', keepsLabel: true },
        value: ({ matters }) => matters.map(matterText).join('、'),
        show: ({ matters }) => ({ text: '', lines: matters.map(matterText) }),
      },
      {
        ...{ key: 'way', heading: '届きかた', keepsLabel: true, dropsWhenConstant: true },
        value: wayText,
      },
      { ...{ key: 'choose', heading: '選ぶ', only: 'page' }, value: () => null, slot },
    ],
  };

  function slot(row: Remindable) {
    const value = `${row.member.personId}.${row.mark}`;
    const canChoose = isChoosable(row, frame);
    return {
      ...{ person: personName(row.member, { isOfOwnUnit: true }), value, canChoose },
      isChosen: canChoose && (frame.chosen?.has(value) ?? state === 'overdue'),
      why: canChoose ? '' : whyNot(row, frame),
    };
  }
}

function matterText({ title, dueOn, lastOn, isFresh }: Matter): string {
  const last =
    lastOn === null || isFresh ? '' : `、${formatDateShort(lastOn)}に思い出してもらいました`;
  return `${title}(期限 ${formatDateShort(dueOn)}${last})`;
}

function wayText({ hasMailbox }: Remindable): string {
  return hasMailbox ? 'メール' : '紙・口頭で伝える一覧に載せる';
}

function whyNot({ member, isSuspended }: Remindable, { ownId }: Frame): string {
  if (member.personId === ownId) return 'ご自分です';
  return isSuspended ? 'アカウントが停止中です' : `${String(DAYS_BETWEEN)}日のうちに伝えています`;
}
