import { people, things, words } from '@app/platform';
import type { ImportFileKind, Suspicion } from './plan';
import type { Repair, RepairTold } from './repairs.rules';

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

/** What is put right in a file as a whole, as it is offered and told. */
export const REPAIR_WORDS: Readonly<
  Record<
    Repair,
    {
      readonly title: string;
      readonly button: string;
      readonly offer: (count: number) => string;
      readonly done: (count: number) => string;
    }
  >
> = {
  zeros: {
    title: '先頭の0を補えます',
    button: '先頭の0を補って比べ直す',
    offer: (count) =>
      `職員番号・所属コード${things(count)}の先頭に0を補うと、登録済みのものと合います。だれ(どの所属)になるかを確かめてください。`,
    done: (count) => `先頭の0を補いました(${things(count)})`,
  },
  newer: {
    title: '同じ職員の行が違います',
    button: '新しい行を使って比べ直す',
    offer: (count) =>
      `${people(count)}に、内容の違う行か、同じ所属の行が2つ以上あります。発令日が後の行(同じ日なら下の行)を使い、古い行を除けます。`,
    done: (count) => `同じ職員の行は、新しい行を使いました(${people(count)})`,
  },
};

/** 「先頭の0を補いました(3件)。例: 1315 → 001315 山田　太郎」. */
export function repairedText(repair: Repair, { count, examples }: RepairTold): string {
  return `${REPAIR_WORDS[repair].done(count)}。例: ${examples.join('、')}`;
}
