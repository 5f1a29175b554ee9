import type { DistinctPair, JoinPreview, PersonFace } from '@app/organization';
import { formatDateTime } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { address, breadcrumb } from '../../../shell/view-parts';
import { comparedRows, employmentText, faceTitle, postText } from './faces';

export const JOINS_CRUMB = ['番号のつなぎ', '/people/joins'] as const;
const PEOPLE_CRUMB = ['職員', '/people'] as const;

/** Whom is it about; with one of the two known, who is the other. */
export function choosingView(one: PersonFace | null, q: string, found: readonly PersonFace[]) {
  return {
    title: '番号をつなぐ',
    breadcrumb: breadcrumb(PEOPLE_CRUMB, JOINS_CRUMB, ['番号をつなぐ']),
    sentence: one
      ? `${faceTitle(one)}さんと同じ人の、もう1つの番号を選びます。`
      : '番号が2つになった職員を、番号か氏名で探します。',
    one: one?.staffNumber ?? '',
    q,
    isAsked: one !== null || q !== '',
    found: found.map((face) => ({
      href: one ? pairAddress(one, face) : address('/people/joins/new', { one: face.staffNumber }),
      title: faceTitle(face),
      kana: face.kana,
      employment: employmentText(face),
      post: postText(face),
    })),
  };
}

/** Both side by side, what does not fit, and the act. */
export function pairView(
  preview: JoinPreview,
  apart: DistinctPair | null,
  form: FormView<'reason'>,
) {
  const { kept, other, held, notes, blockers, seen } = preview;
  return {
    title: '2つの番号を見比べる',
    breadcrumb: breadcrumb(PEOPLE_CRUMB, JOINS_CRUMB, ['見比べる']),
    summary: `${faceTitle(other)}さんの記録を、${faceTitle(kept)}さんの記録につなぎます。まだ何も変わっていません。`,
    columns: [`残す記録(${kept.staffNumber})`, `つなぐ記録(${other.staffNumber})`],
    rows: comparedRows([kept, other], held),
    notes,
    blockers,
    isPossible: blockers.length === 0,
    seen,
    form,
    action: pairAddress(kept, other),
    apart: apart && { text: apartText(apart), undo: pairAddress(kept, other, '/undo-apart') },
    apartAction: pairAddress(kept, other, '/apart'),
    // The same answer, in a form of its own on the page.
    apartField: { ...form.fields.reason, id: 'apart-reason' },
    backHref: '/people/joins',
  };
}

/** 「令和9年4月1日 10:00に800 人事　花子さんが、別の人と登録しました。理由: 同姓同名」 */
export function apartText({ toldAt, toldBy, reason }: DistinctPair): string {
  const who = toldBy === null ? '' : `${toldBy}さんが、`;
  return `${formatDateTime(toldAt)}に${who}別の人と登録しました。理由: ${reason}`;
}

export function pairAddress(one: PersonFace, other: PersonFace, act = ''): string {
  return address(`/people/joins/pair${act}`, { one: one.staffNumber, other: other.staffNumber });
}
