import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { instant, notes, type VariableNotes, wholeNumber } from './variables';

/** Secrets outside production only; `withOwnSecrets` replaces them by those of the DATA_DIR. */
export const DEVELOPMENT_SESSION_SECRET = 'development-only-secret-never-used-in-production';
export const DEVELOPMENT_AUDIT_KEY = 'development-only-audit-key-never-used-in-production';

const SECRET_LENGTH = 32;
/** A secret of fewer different signs was typed, not drawn. */
const LEAST_SIGNS = 8;
const HIGHEST_PORT = 65_535;

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];

/**
 * Every environment variable of the product: its type, default, example and reason. Nothing else reads the
 * environment. The rules that span several variables stand at the end and are checked even when others fail,
 * so that one message can list everything that is wrong.
 */
export const configSchema = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'], {
        error: 'development・test・production のどれかを指定してください。',
      })
      .default('development')
      .meta(notes('server', '動かす環境。本番では production。', 'production')),
    HOST: z
      .string()
      .default('127.0.0.1')
      .meta(notes('server', '待ち受けるアドレス。', '127.0.0.1')),
    PORT: wholeNumber(1, HIGHEST_PORT)
      .default(3000)
      .meta(notes('server', '待ち受けるポート番号。', '3000')),
    PUBLIC_URL: url(['http:', 'https:'])
      .optional()
      .meta(
        notes(
          'server',
          '利用者が開くアドレス（メールの中のリンクに使います）。空なら HOST と PORT から作ります。',
          'https://manabi.city.example.jp',
        ),
      ),
    TRUST_PROXY: z
      .string()
      .transform(proxySetting)
      .default('loopback')
      .meta(
        notes(
          'server',
          '前段のリバースプロキシ。loopback、false、段数、またはアドレスをコンマ区切りで。',
          'loopback',
        ),
      ),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'fatal・error・warn・info・debug・trace・silent のどれかを指定してください。',
      })
      .default('info')
      .meta(notes('server', 'ログの細かさ。', 'info')),
    DATA_DIR: z
      .string()
      .default('.data')
      .transform((path) => (isAbsolute(path) ? path : resolve(path)))
      .meta(
        notes(
          'server',
          '証明書などのファイルと内蔵データベースを置くフォルダー。',
          '/var/lib/tsunagaru',
        ),
      ),
    DATABASE_URL: url(['postgres:', 'postgresql:'])
      .optional()
      .meta(
        notes(
          'services',
          'PostgreSQL 15 以降。空なら内蔵の PostgreSQL 18 を起動します。',
          'postgres://tsunagaru:password@db.example.jp:5432/tsunagaru',
          true,
        ),
      ),
    DATABASE_OWNER_URL: url(['postgres:', 'postgresql:'])
      .optional()
      .meta(
        notes(
          'services',
          '表の所有者として接続するアドレス。移行（migrate、npm start）と控え（database）だけが使います。DATABASE_URL には権利を絞った別の利用者を指定します（docs/operations.md）。',
          'postgres://tsunagaru_owner:password@db.example.jp:5432/tsunagaru',
          true,
        ),
      ),
    DATABASE_POOL: wholeNumber(2, 200)
      .default(20)
      .meta(notes('services', '1 プロセスが使うデータベース接続の上限。', '20')),
    REDIS_URL: url(['redis:', 'rediss:'])
      .optional()
      .meta(
        notes(
          'services',
          'Redis 6.2 以降または Valkey。空ならジョブも PostgreSQL に置きます。',
          'redis://cache.example.jp:6379',
          true,
        ),
      ),
    SMTP_URL: url(['smtp:', 'smtps:'])
      .optional()
      .meta(
        notes(
          'services',
          'メールサーバー。空なら送らず、MAILBOX=true のとき「開発用メール箱」へ入れます。',
          'smtp://user:password@mail.example.jp:587',
          true,
        ),
      ),
    MAILBOX: yesOrNo()
      .optional()
      .meta(
        notes(
          'services',
          'SMTP_URL がないときに、メールを「開発用メール箱」へ入れます。本番以外では true。false ではメールを送りません。',
          'false',
        ),
      ),
    MAIL_FROM: z
      .string()
      .regex(/^[^\r\n]*@[^\r\n]*$/, 'メールアドレスを指定してください。')
      .default('ツナガル学び <manabi@city.example.jp>')
      .meta(notes('services', 'メールの差出人。', 'ツナガル学び <manabi@city.example.jp>')),
    SESSION_SECRET: secrets()
      .default(DEVELOPMENT_SESSION_SECRET)
      .meta(
        notes(
          'security',
          'セッションの署名に使う秘密の文字列（32 文字以上）。本番では必須です。取り替えるときは「新しいもの,今までのもの」と並べます。',
          'openssl rand -base64 48 の出力',
          true,
        ),
      ),
    AUDIT_KEY: secrets()
      .default(DEVELOPMENT_AUDIT_KEY)
      .meta(
        notes(
          'security',
          '監査記録のつながりを守る鍵（32 文字以上）。本番では必須で、データベースの外に控えます。取り替えるときは「新しいもの,今までのもの」と並べ、今までのものも残します。',
          'openssl rand -base64 48 の出力',
          true,
        ),
      ),
    CLAMD_SOCKET: z
      .string()
      .regex(
        /^(?:\/\S+|[^\s/]+:\d{1,5})$/,
        'ソケットのパス（/ で始まる）か、ホスト:ポート を指定してください。',
      )
      .optional()
      .meta(
        notes(
          'security',
          'ウイルス検査（ClamAV の clamd）の接続先。空なら検査しません。指定すると、検査できないファイルは受け取りません。',
          '/run/clamav/clamd.ctl',
        ),
      ),
    LIMIT_PERSON_PER_MINUTE: wholeNumber(0, 1_000_000)
      .default(600)
      .meta(notes('security', 'ログインした1人が1分間に開ける回数。0 なら制限しません。', '600')),
    LIMIT_ADDRESS_PER_MINUTE: wholeNumber(0, 1_000_000)
      .default(300)
      .meta(
        notes(
          'security',
          'ログイン前の送信を、1つのアドレスから1分間に受け付ける回数。0 なら制限しません。',
          '300',
        ),
      ),
    LIMIT_UPLOADS_PER_HOUR: wholeNumber(0, 1_000_000)
      .default(120)
      .meta(notes('security', '1人が1時間に送れるファイルの回数。0 なら制限しません。', '120')),
    CITY_NAME: z
      .string()
      .max(40, '40 文字以内にしてください。')
      .default('サンプル市')
      .meta(notes('city', '画面とメールに出る自治体の名前。', 'サンプル市')),
    DEMO: yesOrNo()
      .optional()
      .meta(
        notes(
          'development',
          'お試し用の自治体と職員を入れます。本番以外では true。本番では使えません。',
          'true',
        ),
      ),
    APP_NOW: instant()
      .optional()
      .meta(
        notes(
          'development',
          '製品の時計をこの日時から始めます（年度替わりの確認など）。本番では使えません。',
          '2027-04-01T08:30:00+09:00',
        ),
      ),
    APP_NOW_AT: instant()
      .optional()
      .meta(
        notes(
          'development',
          'APP_NOW を始めたときの、この機械の日時。npm start が画面とジョブに同じものを渡します（手で指定する必要はありません）。',
          '2026-12-01T10:00:00+09:00',
        ),
      ),
    TEST_DATABASE_URL: url(['postgres:', 'postgresql:'])
      .optional()
      .meta(
        notes(
          'tests',
          'テスト用の PostgreSQL（データベースと利用者を作れる特権のある利用者）。空なら内蔵のものを起動します。',
          'postgres://postgres@127.0.0.1:5432/postgres',
          true,
        ),
      ),
    TEST_REDIS_URL: url(['redis:', 'rediss:'])
      .optional()
      .meta(
        notes(
          'tests',
          'あれば、ジョブのテストを Redis でも行います。',
          'redis://127.0.0.1:6379',
          true,
        ),
      ),
    CHROMIUM_PATH: z
      .string()
      .optional()
      .meta(notes('tests', '画面のテストに使う Chrome・Chromium・Edge。', '/usr/bin/chromium')),
  })
  .refine((value) => value.NODE_ENV !== 'production' || isOwn(value.SESSION_SECRET), {
    path: ['SESSION_SECRET'],
    error: '本番（NODE_ENV=production）では必ず指定してください。',
    when: () => true,
  })
  .refine((value) => value.NODE_ENV !== 'production' || isOwn(value.AUDIT_KEY), {
    path: ['AUDIT_KEY'],
    error: '本番（NODE_ENV=production）では必ず指定してください。',
    when: () => true,
  })
  .refine((value) => value.NODE_ENV !== 'production' || value.DEMO !== true, {
    path: ['DEMO'],
    error: '本番（NODE_ENV=production）では使えません。消すか false にしてください。',
    when: () => true,
  })
  .refine((value) => value.NODE_ENV !== 'production' || value.APP_NOW === undefined, {
    path: ['APP_NOW'],
    error: '本番（NODE_ENV=production）では使えません。消してください。',
    when: () => true,
  })
  .transform((value) => ({
    ...value,
    DEMO: value.DEMO ?? value.NODE_ENV !== 'production',
    MAILBOX: value.MAILBOX ?? value.NODE_ENV !== 'production',
    PUBLIC_URL: (value.PUBLIC_URL ?? localAddress(value.HOST, value.PORT)).replace(/\/+$/, ''),
  }));

/** The variables in the order of `.env.example`, with their notes. */
export function variableNotes(): readonly (readonly [string, VariableNotes])[] {
  return Object.entries(configSchema.in.shape).map(
    ([name, schema]) => [name, schema.meta() as unknown as VariableNotes] as const,
  );
}

/** `http://127.0.0.1:3000`: where a server that listens on `host` can be reached from the same machine. */
export function localAddress(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

function url(protocols: readonly string[]) {
  const starts = protocols.map((protocol) => `${protocol}//`).join(' または ');
  return z.string().refine((text) => protocols.some((protocol) => isUrlOf(text, protocol)), {
    error: `${starts} で始まるアドレスを指定してください。`,
  });
}

function isUrlOf(text: string, protocol: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === protocol;
}

function yesOrNo() {
  return z
    .string()
    .refine((text) => [...YES, ...NO].includes(text.toLowerCase()), {
      error: 'true か false を指定してください。',
    })
    .transform((text) => YES.includes(text.toLowerCase()));
}

function proxySetting(text: string): boolean | number | string {
  if (NO.slice(0, 1).includes(text)) return false;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The secrets of a setting, newest first: the first signs, all are accepted. */
export function secretsOf(setting: string): readonly [string, ...string[]] {
  const [first = '', ...older] = setting.split(',').map((secret) => secret.trim());
  return [first, ...older];
}

function secrets() {
  return z
    .string()
    .refine((text) => secretsOf(text).every(({ length }) => length >= SECRET_LENGTH), {
      error: `${String(SECRET_LENGTH)} 文字以上にしてください（並べるときはどれも）。`,
    })
    .refine((text) => secretsOf(text).every((secret) => new Set(secret).size >= LEAST_SIGNS), {
      error: '同じ文字のくり返しです。推測できない文字列にしてください。',
    });
}

function isOwn(setting: string | undefined): boolean {
  const development = [DEVELOPMENT_SESSION_SECRET, DEVELOPMENT_AUDIT_KEY];
  return setting !== undefined && !secretsOf(setting).some((it) => development.includes(it));
}
