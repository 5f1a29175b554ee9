import {
  ABSENCE_WORDS,
  ABSENCES,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  POSTING_KIND_WORDS,
  POSTING_KINDS,
  UNIT_KIND_WORDS,
  UNIT_KINDS,
} from '@app/organization';

/** What is changed of a person, one thing at a time, as the address names it. */
export const PERSON_CHANGES = [
  'posting',
  'other-posting',
  'end-posting',
  'details',
  'status',
  'employment',
  'number',
  'leaving',
  'staying',
  'rehire',
] as const;
export type PersonChangeName = (typeof PERSON_CHANGES)[number];

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Choices that only the page knows: the units of the day, the posts of the person. */
export type ChoiceSource = 'units' | 'posts';

/** One field of a change as its form asks for it. */
export interface ChangeField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'date';
  readonly options?: readonly Option[];
  readonly source?: ChoiceSource;
  readonly isOptional?: true;
  /** Above the first one of its kind. */
  readonly heading?: string;
  /** What it means that nothing was chosen; else one is asked to choose. */
  readonly none?: string;
}

const options = <Code extends string>(
  codes: readonly Code[],
  words: Readonly<Record<Code, string>>,
): Option[] => codes.map((value) => ({ value, label: words[value] }));

const FROM: ChangeField = {
  ...{ name: 'from', label: 'いつから', type: 'date' },
  hint: 'この日から変わります。過ぎた日にすると、その日からの記録を直します。先の日にすると、その日まで人事とDX推進室のほかには見えません。',
};
const UNTIL: ChangeField = {
  ...{ name: 'until', label: 'いつまで(最後の日)', type: 'date', isOptional: true },
  hint: '空欄にすると、次に登録されている変更の日まで続きます。過ぎた日の誤りを直すときは、誤っていた最後の日を入力してください。',
};
const UNIT: ChangeField = { name: 'unitCode', label: '所属', source: 'units' };
const TITLE: ChangeField = { name: 'title', label: '職名', isOptional: true };
const NAME: ChangeField = { name: 'name', label: '氏名', hint: '姓と名のあいだを空けてください。' };
const KANA: ChangeField = { name: 'kana', label: 'フリガナ', isOptional: true };
const EMAIL: ChangeField = {
  ...{ name: 'email', label: 'メールアドレス', isOptional: true },
  hint: '空欄にすると、登録なしになります。',
};
const EMPLOYMENT: ChangeField = {
  ...{ name: 'employmentType', label: '任用区分' },
  options: options(EMPLOYMENT_TYPES, EMPLOYMENT_TYPE_WORDS),
};

interface ChangeForm {
  readonly title: string;
  readonly about: string;
  readonly fields: readonly ChangeField[];
}

export const PERSON_FORMS: Readonly<Record<PersonChangeName, ChangeForm>> = {
  posting: {
    title: '主務の所属・職名を変える',
    about: '異動や昇任のときに使います。',
    fields: [UNIT, TITLE, FROM, UNTIL],
  },
  'other-posting': {
    title: '兼務などを加える',
    about: '兼務・併任・充て職・事務取扱を加え、または職名を直します。',
    fields: [
      {
        ...{ name: 'postingKind', label: '区分' },
        options: options(POSTING_KINDS, POSTING_KIND_WORDS).filter(
          ({ value }) => value !== 'primary',
        ),
      },
      ...[UNIT, TITLE, FROM, UNTIL],
    ],
  },
  'end-posting': {
    title: '兼務などを終える',
    about: '主務の所属は変わりません。',
    fields: [
      { name: 'post', label: '終える兼務など', source: 'posts' },
      { name: 'lastDay', label: '最後の日', type: 'date' },
    ],
  },
  details: {
    title: '氏名・フリガナ・メールアドレスを変える',
    about: '前の日の書面や一覧は、前の氏名のままです。',
    fields: [NAME, KANA, EMAIL, FROM, UNTIL],
  },
  status: {
    title: '休職・育休・派遣などと復帰',
    about: '休職などのあいだは、受講の期限と充足の数え方から外れます。',
    fields: [
      {
        ...{ name: 'status', label: '状態' },
        options: options(['active', ...ABSENCES], { ...ABSENCE_WORDS, active: '在職(復帰)' }),
      },
      ...[FROM, UNTIL],
    ],
  },
  employment: {
    title: '任用区分を変える',
    about: '再任用などのときに使います。',
    fields: [EMPLOYMENT, FROM, UNTIL],
  },
  number: {
    title: '職員番号を変える',
    about: '前の番号でも探せます。資格・役割・受講の記録とアカウントはそのままです。',
    fields: [{ name: 'staffNumber', label: '新しい職員番号' }, FROM],
  },
  leaving: {
    title: '退職を登録する',
    about: '在職する最後の日を入力します。登録した日を直すときも、ここで行います。',
    fields: [{ name: 'lastDay', label: '退職年月日(在職する最後の日)', type: 'date' }],
  },
  staying: {
    title: '退職の登録を取り消す',
    about: '登録されている退職の日をなくし、在職が続くようにします。',
    fields: [],
  },
  rehire: {
    title: '再採用を登録する',
    about: '退職した職員が、同じ番号でまた働き始めるときに使います。前の記録は続きます。',
    fields: [EMPLOYMENT, UNIT, TITLE, { name: 'from', label: '採用年月日', type: 'date' }],
  },
};

export const NEWCOMER_FIELDS: readonly ChangeField[] = [
  { name: 'staffNumber', label: '職員番号' },
  ...[NAME, KANA, EMAIL, EMPLOYMENT, UNIT, TITLE],
  { name: 'from', label: '採用年月日', type: 'date' },
];

export const UNIT_FIELDS: readonly ChangeField[] = [
  { name: 'name', label: '新しい所属名' },
  { name: 'kana', label: '所属カナ', isOptional: true, hint: '空欄にすると、今のままです。' },
  FROM,
];

const PARENT: ChangeField = {
  ...{ name: 'parentCode', label: '上の所属', source: 'units', isOptional: true },
  hint: '選ばないと、いちばん上の所属になります。',
};

export const UNIT_PLACE_FIELDS: readonly ChangeField[] = [PARENT, FROM];

export const UNIT_END_FIELDS: readonly ChangeField[] = [
  {
    ...{ name: 'lastDay', label: '最後の日', type: 'date' },
    hint: 'この日の翌日から、この所属はなくなります。',
  },
];

export const NEW_UNIT_FIELDS: readonly ChangeField[] = [
  { name: 'unitCode', label: '所属コード', hint: '先頭の0も入力してください。' },
  { name: 'name', label: '所属名' },
  { name: 'kana', label: '所属カナ', isOptional: true },
  { name: 'unitKind', label: '種別', options: options(UNIT_KINDS, UNIT_KIND_WORDS) },
  ...[PARENT, FROM],
];
