import type { RequirementNames } from '@app/appointments';
import type { DraftEffects, KeptEffects } from '@app/coverage';
import type { TransferDraft } from '@app/organization';
import { formatDateShort, formatDateTime, people, things, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { notice } from '../../../shell/parts/notices';
import { BANNER, draftCrumbs, draftHref, isChangeable, STATE_WORDS } from './draft-words';
import { effectSections } from './effects.sections';

interface Found {
  readonly draft: TransferDraft;
  readonly kept: KeptEffects;
  readonly others: readonly TransferDraft[];
  readonly names: RequirementNames;
}

/** What the draft would do: one sentence, then the units that change, the figures, the vacancies and the terms. */
export function draftView(
  { draft, kept, others, names }: Found,
  { mayEdit, form }: { readonly mayEdit: boolean; readonly form: FormView<never> },
) {
  const isWaiting = kept.state === 'waiting';
  return {
    ...frameOf(draft, 'effects'),
    ...effectsView(draft, kept, names),
    title: draft.name,
    breadcrumb: draftCrumbs(draft),
    ...{ form, isWaiting, notices: noticesOf(draft, kept) },
    playHref: hasRows(draft) && !isWaiting ? draftHref(draft.id, 'play') : '',
    others: others.map(({ id, name }) => ({
      ...{ href: draftHref(draft.id, `against/${id}`), label: name },
    })),
    acts: mayEdit ? actsOf(draft) : [],
  };
}

const hasRows = ({ people: persons, units }: TransferDraft): boolean => persons + units > 0;

function effectsView(draft: TransferDraft, kept: KeptEffects, names: RequirementNames) {
  if (kept.state !== 'made')
    return {
      ...{ summary: emptySentence(draft, kept), playLabel: '影響を計算する' },
      ...{ sections: [], refused: [], madeText: '', papers: [] },
    };
  const { effects, madeAt } = kept;
  return {
    ...{ summary: effectSentence(effects), playLabel: '影響を計算し直す' },
    sections: effectSections(effects, names),
    refused: effects.refused,
    madeText: `${formatDateTime(madeAt)}の記録で計算したものです。`,
    papers: [
      { href: draftHref(draft.id, 'sheet.pdf'), label: '会議資料(PDF・A4横)' },
      { href: draftHref(draft.id, 'sheet.xlsx'), label: '会議資料(Excel)' },
    ],
  };
}

/** As long as no import of it waits. */
function actsOf(draft: TransferDraft) {
  if (!isChangeable(draft)) return [];
  const handOver = { href: draftHref(draft.id, 'hand-over'), label: '発令として取り込む' };
  const discard = { href: draftHref(draft.id, 'discard'), label: '案を取りやめる' };
  return hasRows(draft) ? [handOver, discard] : [discard];
}

/** What stands on every page of a draft. */
export function frameOf(draft: TransferDraft, page: 'effects' | 'rows' | 'readers') {
  const tabs = [
    ['effects', '', '影響'],
    ['rows', 'rows', `異動の一覧(${things(draft.people + draft.units)})`],
    ['readers', 'readers', '開ける人'],
  ] as const;
  return {
    banner: BANNER,
    tabs: tabs.map(([key, path, label]) => ({
      ...{ label, href: draftHref(draft.id, path), isCurrent: key === page },
    })),
    facts: [
      { label: '発令日', value: formatDateShort(draft.effectiveOn) },
      { label: '状態', value: STATE_WORDS[draft.state] },
      {
        label: '作成',
        value: `${formatDateTime(draft.createdAt)} ${draft.createdBy ?? ''}`.trim(),
      },
    ],
  };
}

/** 「4月1日に、リーダーのいる課はこの案で13から11になります。3課が空き、1課が埋まります。」 */
export function effectSentence({ effectiveOn, figures, units }: DraftEffects): string {
  const covered = figures.find(({ figure }) => figure === 'covered')?.start ?? {
    before: 0,
    after: 0,
  };
  const turned = (turn: string) =>
    units.filter(({ turns }) => turns.some((it) => it === turn)).length;
  const [lost, won] = [turned('loses_leader'), turned('gains_leader')];
  const all = `${formatDateShort(effectiveOn)}に、${words.leader}のいる${words.unit}は`;
  const figure =
    covered.before === covered.after
      ? `${all}この案でも${String(covered.after)}のままです。`
      : `${all}この案で${String(covered.before)}から${String(covered.after)}になります。`;
  const turns = [
    ...(lost > 0 ? [`${String(lost)}${words.unit}が空き`] : []),
    ...(won > 0 ? [`${String(won)}${words.unit}が埋まり`] : []),
  ];
  return turns.length === 0 ? figure : `${figure}${turns.join('、')}ます。`;
}

function emptySentence(draft: TransferDraft, kept: KeptEffects): string {
  if (!hasRows(draft))
    return 'まだ異動がありません。「異動の一覧」で、ファイルか画面から加えてください。';
  if (kept.state === 'waiting') return '影響を計算しています。';
  return '影響はまだ計算していません。';
}

function noticesOf(draft: TransferDraft, kept: KeptEffects) {
  const link = { href: `/imports/${draft.batchId ?? ''}`, label: '取込みを開く' };
  return [
    ...(draft.state === 'adopted'
      ? [notice('plain', 'この案は反映されました。', { link })]
      : draft.batchId === null
        ? []
        : [notice('warn', 'この案からの取込みが、確認と反映を待っています。', { link })]),
    ...(draft.state === 'discarded' ? [notice('plain', 'この案は取りやめられました。')] : []),
    ...(kept.state === 'failed' ? [notice('error', kept.problem)] : []),
    ...(kept.state === 'made' ? madeNotices(kept) : []),
  ];
}

function madeNotices(kept: Extract<KeptEffects, { readonly state: 'made' }>) {
  return [
    ...(kept.isStale
      ? [
          notice(
            'warn',
            '計算したあとに、案の内容か、職員・任命などの記録が変わりました。計算し直してください。',
          ),
        ]
      : []),
    ...kept.effects.leftBehind.map((text) => notice('warn', text)),
    ...(kept.effects.refusedTotal > 0
      ? [
          notice(
            'warn',
            `取り込めない行が${things(kept.effects.refusedTotal)}あり、その職員は動かないものとして計算しています。`,
          ),
        ]
      : []),
  ];
}

export function movedText({ movedPeople, newPeople }: DraftEffects): string {
  return `動く人 ${people(movedPeople)}、うち採用 ${people(newPeople)}`;
}
