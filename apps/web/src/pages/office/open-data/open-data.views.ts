import { OPEN_DATA_LICENCE, type OpenDataState } from '@app/coverage';
import { formatDateShort } from '@app/platform';
import { fact } from '../../../shell/parts/facts';

/** What there is, since when, and how it may be used. */
export function openDataView({ days, updatedOn }: OpenDataState) {
  return {
    title: 'オープンデータ',
    breadcrumb: [],
    summary:
      updatedOn === null
        ? '公開した数字は、まだありません。'
        : `${formatDateShort(updatedOn)}に更新しました。市の職員のデジタル人材の育成の数字です。`,
    facts: [
      fact(
        '数字がある日',
        days.length === 0 ? 'まだありません' : days.map(formatDateShort).join('、'),
      ),
      fact('更新日', updatedOn === null ? 'まだありません' : formatDateShort(updatedOn)),
      fact('利用の条件', OPEN_DATA_LICENCE.name, { href: OPEN_DATA_LICENCE.address }),
      fact('形式', 'CSV(UTF-8、BOM付き、1行目が見出し、1行に1つの数)'),
    ],
  };
}
