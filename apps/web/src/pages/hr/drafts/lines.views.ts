import {
  ABSENCE_WORDS,
  ABSENCES,
  type DraftRow,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type TransferDraft,
  UNIT_KIND_WORDS,
  UNIT_KINDS,
  type UnitRow,
} from '@app/organization';
import { formatDateShort, people, things } from '@app/platform';
import { unitOptions } from '../../../shared/unit-options';
import type { FormView } from '../../../shell/forms';
import { listTable } from '../../../shell/lists/list-table';
import { address, pager } from '../../../shell/view-parts';
import { rowsList, type ShownRow } from './draft-rows.list';
import { draftCrumbs, draftHref, heldText } from './draft-words';
import { frameOf } from './draft.views';
import { LINE_ACTS, type LineAct } from './drafts.forms';

const PAGE_SIZE = 50;

interface RowsFrame {
  readonly page: number;
  readonly mayEdit: boolean;
  readonly form: FormView<'postings' | 'units'>;
}

export function rowsView(
  draft: TransferDraft,
  rows: readonly ShownRow[],
  { page, mayEdit, form }: RowsFrame,
) {
  const path = draftHref(draft.id, 'rows');
  const total = rows.length;
  const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    ...frameOf(draft, 'rows'),
    title: `${draft.name}の異動`,
    breadcrumb: draftCrumbs(draft, '異動の一覧'),
    summary: `職員 ${people(draft.people)}、組織 ${things(draft.units)}です。`,
    form,
    isOpen: form.errors.length > 0,
    filesHref: draftHref(draft.id, 'files'),
    heldText: heldText(draft),
    lines: mayEdit
      ? LINE_ACTS.map((act) => ({ href: lineHref(draft.id, act), label: LINES[act].link }))
      : [],
    count: total,
    table: listTable(rowsList(draft.id, mayEdit), shown, {
      ...{ caption: '異動の一覧', hidesCaption: true, path: '', query: {} },
    }),
    pages: pager({ page, pageSize: PAGE_SIZE, total }, (to) => address(path, { page: to })),
  };
}

function lineHref(id: string, act: LineAct): string {
  return draftHref(id, `lines/${act}`);
}

export const NO_VALUES = {
  ...{ staffNumber: '', unitCode: '', title: '', status: '', name: '', kana: '', email: '' },
  ...{ employmentType: '', parentCode: '', kind: '', what: '', predecessors: '' },
};
type FieldName = keyof typeof NO_VALUES;

interface Option {
  readonly value: string;
  readonly label: string;
}

interface LineField {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly Option[] | 'units';
  readonly isOptional?: true;
}

interface LineForm {
  readonly link: string;
  readonly title: string;
  readonly about: string;
  readonly fields: readonly LineField[];
}

const options = <Code extends string>(
  codes: readonly Code[],
  words: Readonly<Record<Code, string>>,
): Option[] => codes.map((value) => ({ value, label: words[value] }));

const NUMBER: LineField = { name: 'staffNumber', label: '職員番号' };
const UNIT: LineField = { name: 'unitCode', label: '所属', options: 'units' };
const TITLE: LineField = { name: 'title', label: '職名', isOptional: true };

const LINES: Readonly<Record<LineAct, LineForm>> = {
  move: {
    ...{ link: '異動', title: '異動を加える' },
    about: '主務の所属と職名を変えます。兼務などはそのままです。',
    fields: [NUMBER, UNIT, TITLE],
  },
  promote: {
    ...{ link: '昇任', title: '昇任・職名の変更を加える' },
    about: '所属は変わりません。',
    fields: [NUMBER, { name: 'title', label: '新しい職名' }],
  },
  retire: {
    ...{ link: '退職', title: '退職を加える' },
    about: '発令日の前日が、在職する最後の日になります。',
    fields: [NUMBER],
  },
  absence: {
    ...{ link: '休職・派遣・復帰', title: '休職・派遣・復帰を加える' },
    about: '発令日からの状態です。',
    fields: [
      NUMBER,
      {
        ...{ name: 'status', label: '状態' },
        options: options(['active', ...ABSENCES], { ...ABSENCE_WORDS, active: '在職(復帰)' }),
      },
    ],
  },
  hire: {
    ...{ link: '採用', title: '採用を加える' },
    about:
      '発令日に採用する職員です。番号が決まっていないときは、重ならない仮の番号にしてください。',
    fields: [
      ...[NUMBER, { name: 'name', label: '氏名' } as const],
      { name: 'kana', label: 'フリガナ', isOptional: true },
      { name: 'email', label: 'メールアドレス', isOptional: true },
      {
        ...{ name: 'employmentType', label: '任用区分' },
        options: options(EMPLOYMENT_TYPES, EMPLOYMENT_TYPE_WORDS),
      },
      ...[UNIT, TITLE],
    ],
  },
  unit: {
    ...{ link: '組織の新設・改称・移管・統合・分割・廃止', title: '組織の変更を加える' },
    about: '登録済みの所属コードにすると、その所属の名前・種別・上位が変わります。',
    fields: [
      {
        ...{ name: 'what', label: 'どうするか' },
        options: [
          { value: 'holds', label: '新設・改称・移管(発令日から)' },
          { value: 'ends', label: '廃止(発令日の前日まで)' },
        ],
      },
      { name: 'unitCode', label: '所属コード' },
      { name: 'name', label: '所属名' },
      { name: 'kind', label: '種別', options: options(UNIT_KINDS, UNIT_KIND_WORDS) },
      { name: 'parentCode', label: '上位の所属', options: 'units', isOptional: true },
      {
        ...{ name: 'predecessors', label: '前身の所属コード', isOptional: true },
        hint: '統合・分割・引継ぎで受け継ぐ元の所属。いくつもあるときは「、」で区切ります。元の所属の廃止は、別の行で加えます。',
      },
    ],
  },
};

interface LineFrame {
  readonly units: readonly UnitRow[];
  readonly rows: readonly DraftRow[];
  readonly form: FormView<FieldName>;
}

/** The form of one line. */
export function lineView(draft: TransferDraft, act: LineAct, { units, rows, form }: LineFrame) {
  const { title, about, fields } = LINES[act];
  const own = rows.filter(
    ({ file, subject }) => file === 'units' && !units.some(({ code }) => code === subject),
  );
  const choices = [
    ...unitOptions(units).map(({ value, label }) => ({ value, label: `${label}(${value})` })),
    ...own.map(({ subject, cells }) => ({
      value: subject,
      label: `${cells.at(-1)?.['所属名'] ?? ''}(${subject}、この案)`,
    })),
  ];
  return {
    title,
    breadcrumb: draftCrumbs(draft, title),
    summary: `${draft.name}(${formatDateShort(draft.effectiveOn)}発令)`,
    ...{ about, form, banner: frameOf(draft, 'rows').banner, heldText: heldText(draft) },
    action: lineHref(draft.id, act),
    back: draftHref(draft.id, 'rows'),
    inputs: fields.map(({ name, label, hint, options: offered, isOptional }) => ({
      ...{ label, hint, field: form.fields[name], isRequired: isOptional !== true },
      options: offered && [
        { value: '', label: isOptional ? 'なし' : '選んでください' },
        ...(offered === 'units' ? choices : offered),
      ],
    })),
  };
}
