/** A request that is not read, or not read to its end; said in words, like every error. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(
    readonly status: 400 | 403 | 408 | 411 | 413 | 415 | 429 | 503,
    message: string,
    /** Seconds after which it may succeed. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

export function tooLarge(maximumBytes: number): RequestRefused {
  const limit =
    maximumBytes >= MEGABYTE
      ? `${String(Math.floor(maximumBytes / MEGABYTE))}MB`
      : `${String(Math.floor(maximumBytes / KILOBYTE))}KB`;
  return new RequestRefused(
    413,
    `送信できる大きさ(${limit})を超えているため、読み取っていません。ファイルや入力を小さくして、もう一度お試しください。`,
  );
}

export function tooManyFields(): RequestRefused {
  return new RequestRefused(
    413,
    '項目の数が多すぎるため、読み取っていません。いくつかに分けて、もう一度お試しください。',
  );
}

export function malformed(): RequestRefused {
  return new RequestRefused(
    400,
    '途中で切れているか、形が正しくありません。画面を開き直して、もう一度お試しください。',
  );
}

export function notOurs(): RequestRefused {
  return new RequestRefused(
    403,
    'このシステムの画面から送信されたことを確かめられないため、ファイルを読み取っていません。画面を開き直して、もう一度お試しください。',
  );
}
