/** Nobody is signed in: pages lead to the sign-in page, the API answers 401. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** The first password must be replaced before anything else. */
export class PasswordChangeNeeded extends Error {
  override readonly name = 'PasswordChangeNeeded';
}

/** What the address names stands at another one now: two numbers that became one person. */
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
    readonly status: 409 | 422,
    readonly template: string,
    readonly view: object,
  ) {
    super('form refused');
  }
}
