import { words } from '@app/platform';
import type { ImportFileKind, Suspicion } from './plan';

/** HR's two files. */
export const IMPORT_FILE_WORDS: Readonly<Record<ImportFileKind, string>> = {
  units: '組織',
  postings: '職員',
};

/** What a finding is about. */
export const SUSPICION_WORDS: Readonly<Record<Suspicion['kind'], string>> = {
  same_name_new_number: '同じ氏名で新しい番号',
  unit_empty: '職員のいない所属',
  unit_abolished_with_people: '廃止される所属に職員',
  unit_missing: 'ファイルにない所属',
  get head_disappears() {
    return `${words.unitHead}がいなくなる`;
  },
  get role_disappears() {
    return `役割を担う職員がいなくなる${words.unit}`;
  },
  get several_heads() {
    return `${words.unitHead}が2名以上`;
  },
  unit_orphaned: '上の所属がなくなる',
  code_reused: '使い回しの所属コード',
  unit_name_differs: '所属名の食い違い',
  person_missing: '名簿にない職員',
};
