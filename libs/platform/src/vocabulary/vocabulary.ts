/** One thing that a city calls by its own word. `short` is the word inside a sentence, where the full one is too long. */
interface Entry {
  readonly word: string;
  readonly short: string;
  /** What it stands for, on the page where the city sets it. */
  readonly about: string;
}

const same = (word: string, about: string): Entry => ({ word, short: word, about });

/** What pages, mails, files and descriptions call by the city's word, with the word until a city sets its own. */
export const PRODUCT_WORDS = {
  role_leader: {
    word: 'DX推進リーダー',
    short: 'リーダー',
    about: '各課に1名以上を置く役割です。',
  },
  role_supporter: {
    word: 'DXサポーター',
    short: 'サポーター',
    about: '身近な相談役の役割です。',
  },
  unit_division: same('課', 'リーダーを数える単位です。「10課」のように数にも付きます。'),
  unit_head: same('所属長', '所属の長です。職名(課長など)ではなく、立場の呼び方です。'),
  course: same('講座', '学ぶもののひとまとまりです。「8講座」のように数にも付きます。'),
  program_office: same('DX推進室', 'この取組みを担当する部署です。教材の中でも使います。'),
  hr: same('人事', '職員の記録を担当する部署です。'),
} as const satisfies Readonly<Record<string, Entry>>;

/** What lessons call by the city's word, as `{{city.x}}`; the name of the city comes from the configuration. */
export const LESSON_WORDS = {
  city_name: same('', '教材の中での市の名前です。画面の上の名前は変わりません。'),
  ai_rule: same('庁内の生成AI利用ルール', '生成AIの利用ルールの名前です。'),
  ai_service: same('庁内で契約した生成AIサービス', '職員が使う生成AIサービスの名前です。'),
  security_contact: same('情報セキュリティの連絡窓口', '部署名と内線番号などです。'),
  security_policy: same('情報セキュリティポリシー', '情報セキュリティポリシーの名前です。'),
  dx_plan: same('DX推進計画', 'DX推進計画の名前です。'),
} as const satisfies Readonly<Record<string, Entry>>;

export const VOCABULARY = { ...PRODUCT_WORDS, ...LESSON_WORDS } as const;
export type WordKey = keyof typeof VOCABULARY;
export const WORD_KEYS = Object.keys(VOCABULARY) as readonly WordKey[];

/** What a role that the city added is called by: `role_role-3`. */
export type RoleWordKey = `role_${string}`;

/** The key of the word by which a role is called. */
export function roleWordKey(role: string): RoleWordKey {
  return `role_${role}`;
}

/** The added role that is called by the word of this key; null: a word of the product. */
export function addedRoleOf(key: string): string | null {
  return key.startsWith('role_') && !isWordKey(key) ? key.slice('role_'.length) : null;
}

export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(VOCABULARY, key);
}

/** The names by which lessons and questions ask for words, beside those in `lesson-words.ts`: `{{city.dx_office}}`. */
export const KEYS_IN_LESSONS = {
  name: 'city_name',
  ai_rule: 'ai_rule',
  ai_service: 'ai_service',
  security_contact: 'security_contact',
  security_policy: 'security_policy',
  dx_office: 'program_office',
  dx_plan: 'dx_plan',
  leader: 'role_leader',
  supporter: 'role_supporter',
  unit: 'unit_division',
  unit_head: 'unit_head',
  hr: 'hr',
} as const satisfies Readonly<Record<string, WordKey>>;
