/** Nobody is signed in: pages lead to the sign-in page, the API answers 401. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';

  /** `hasForm`: what was typed has a page on which it can be shown again. */
  constructor(readonly hasForm = false) {
    super('sign-in needed');
  }
}

/** Signed in, but too long ago for what was asked: the person says once more who they are. */
export class ConfirmationNeeded extends Error {
  override readonly name = 'ConfirmationNeeded';

  constructor(
    readonly hasForm = false,
    /** A file: it shows no page of its own. */
    readonly isFile = false,
  ) {
    super('confirmation needed');
  }
}

/** The days of grace are over: a second factor must be set up before anything else. */
export class SecondFactorNeeded extends Error {
  override readonly name = 'SecondFactorNeeded';
}

/** The first password must be replaced before anything else. */
export class PasswordChangeNeeded extends Error {
  override readonly name = 'PasswordChangeNeeded';
}

/** What the address names stands at another one: two numbers that became one person, a page of a list that is no more. */
export class Moved extends Error {
  override readonly name = 'Moved';

  constructor(readonly location: string) {
    super('moved');
  }
}

/** A form was refused: its page is to be shown again, as typed, with this status. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused';

  constructor(
    readonly status: 200 | 409 | 422,
    readonly template: string,
    readonly view: object,
  ) {
    super('form refused');
  }
}
