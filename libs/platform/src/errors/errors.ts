import { words } from '../vocabulary/words';
export type DomainErrorKind =
  | 'not_found'
  | 'not_allowed'
  | 'conflict'
  | 'invalid_input'
  | 'unavailable';

/**
 * What a lib throws when a request cannot be met for a reason the person can understand.
 * Knows nothing of HTTP: the web turns `kind` into a status and shows `message`, which always
 * says in Japanese what to do next. `code` is stable, for programs and tests.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: DomainErrorKind;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** There is no such thing, or it is not yours to see: the two must look the same. */
export class NotFound extends DomainError {
  readonly kind = 'not_found';

  constructor(
    code = 'not_found',
    message = '見つかりません。アドレスが正しいか、一覧から選び直して確かめてください。',
  ) {
    super(code, message);
  }
}

/** The thing is known to the person, the right to do this is missing. */
export class NotAllowed extends DomainError {
  readonly kind = 'not_allowed';

  constructor(
    code = 'not_allowed',
    message = `この操作を行う権限がありません。必要な場合は、${words.programOffice}にご相談ください。`,
  ) {
    super(code, message);
  }
}

/** The present state forbids it: already done, changed by somebody else, closed. */
export class Conflict extends DomainError {
  readonly kind = 'conflict';
}

/** Something typed is wrong. `fields` maps the name of a form field to its Japanese message. */
export class InvalidInput extends DomainError {
  readonly kind = 'invalid_input';

  constructor(
    readonly fields: Readonly<Record<string, string>>,
    code = 'invalid_input',
    message = '入力内容に誤りがあります。表示された項目を直して、もう一度送信してください。',
  ) {
    super(code, message);
  }
}

/** Another system did not answer; the same request may succeed later. */
export class Unavailable extends DomainError {
  readonly kind = 'unavailable';
}
