import type { JoinPreview, PersonFace } from '@app/organization';
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
export function pairView(preview: JoinPreview, form: FormView<'reason'>) {
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
    backHref: '/people/joins',
  };
}

export function pairAddress(one: PersonFace, other: PersonFace): string {
  return address('/people/joins/pair', { one: one.staffNumber, other: other.staffNumber });
}
