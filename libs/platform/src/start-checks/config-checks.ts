import type { AppConfig } from '../config/config';
import { secretsOf } from '../config/config.schema';
import { checked, type StartCheck } from './start-check';

/** Out of 32 signs that were drawn, fewer different ones than this come up once in a million cities. */
const LEAST_SIGNS = 12;
/** The one that signs and the one that it replaced: after a day nothing is signed by an older one. */
const MOST_SESSION_SECRETS = 2;
const PLACEHOLDER = /example|sample|secret|password|changeme|development|openssl|tsunagaru|manabi/i;
const OWN_MACHINE = /^(localhost$|127\.|0\.0\.0\.0$|\[::1?\]|\[::ffff:7f)/;
/** Rows of a keyboard: what one types without thinking. */
const TYPED = /qwert|asdfg|zxcvb|qazwsx|1q2w3e/i;
/** What looks like a word, as in a phrase out of a dictionary. */
const WORD = /[A-Z]?[a-z]{4,}|[A-Z]{5,}/g;
/** Of a million drawn secrets of 64 signs thirteen have more. */
const MOST_IN_WORDS = 0.6;
/** Of drawn signs one in thirty is the neighbour of the one before it. */
const MOST_NEIGHBOURS = 0.25;

const DRAWN = '「openssl rand -base64 48」の出力を指定してください。';

/** What can be told from the settings alone. */
export function configChecks(config: AppConfig): readonly StartCheck[] {
  return [
    checked('利用者のアドレス(PUBLIC_URL)', addressProblem(config)),
    checked('ログインの秘密(SESSION_SECRET)', sessionSecretProblem(config)),
    checked('監査記録の鍵(AUDIT_KEY)', secretProblem(config.AUDIT_KEY)),
    checked('メール', mailProblem(config)),
    checked('お試しの設定(DEMO、APP_NOW)', trialProblem(config)),
  ];
}

function addressProblem({ PUBLIC_URL }: AppConfig): string | null {
  const { protocol, hostname, username, password } = new URL(PUBLIC_URL);
  if (username !== '' || password !== '')
    return 'PUBLIC_URLに利用者名やパスワードを含めないでください。利用者が開くアドレスだけを指定してください。';
  if (protocol === 'https:' && !OWN_MACHINE.test(hostname)) return null;
  return `${PUBLIC_URL} では、ログインの内容が守られません。TLSのリバースプロキシを前に置き、利用者が開く https:// のアドレスをPUBLIC_URLに指定してください。`;
}

function sessionSecretProblem({ SESSION_SECRET, AUDIT_KEY }: AppConfig): string | null {
  const secrets = secretsOf(SESSION_SECRET);
  const others = secretsOf(AUDIT_KEY);
  if (secrets.some((secret) => others.includes(secret)))
    return `AUDIT_KEYと同じ文字列です。別の文字列にしてください。${DRAWN}`;
  if (secrets.length > MOST_SESSION_SECRETS)
    return `${String(secrets.length)}個あります。取り替えて12時間たったら、古いものを消してください(${String(MOST_SESSION_SECRETS)}個まで)。`;
  return secretProblem(SESSION_SECRET);
}

function secretProblem(setting: string): string | null {
  const isWeak = secretsOf(setting).some(
    (secret) =>
      PLACEHOLDER.test(secret) ||
      TYPED.test(secret) ||
      new Set(secret).size < LEAST_SIGNS ||
      neighboursIn(secret) > MOST_NEIGHBOURS ||
      wordsIn(secret) > MOST_IN_WORDS,
  );
  return isWeak ? `推測できる文字列です。${DRAWN}今までのものは、コンマの後に残します。` : null;
}

/** The share of signs that are the same as the one before, or next to it. */
function neighboursIn(secret: string): number {
  const codes = Array.from(secret, (sign) => sign.codePointAt(0) ?? 0);
  const near = codes.filter((code, at) => at > 0 && Math.abs(code - (codes[at - 1] ?? 0)) <= 1);
  return near.length / Math.max(1, codes.length - 1);
}

/** The share of signs that stand in what looks like a word. */
function wordsIn(secret: string): number {
  return (secret.match(WORD) ?? []).join('').length / secret.length;
}

function mailProblem({ SMTP_URL, MAILBOX }: AppConfig): string | null {
  if (SMTP_URL !== undefined || !MAILBOX) return null;
  return '開発用メール箱が開いていて、職員あてのメールを管理者が読めます。SMTP_URLに市のメールサーバーを指定するか、MAILBOX=falseにしてください(メールは送られません)。';
}

function trialProblem({ DEMO, APP_NOW }: AppConfig): string | null {
  if (!DEMO && APP_NOW === undefined) return null;
  return 'お試しの市か、別の日時で動いています。DEMO=falseにし、APP_NOWを消してください。';
}
