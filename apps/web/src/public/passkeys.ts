import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/**
 * Registers a passkey, or signs in with one: asks the server what to sign, the browser for the key, the server whether it
 * is right. Without this script, or in a browser that knows no passkeys, the part stays hidden and codes are used.
 */

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON'];
type SignInOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

interface Problem {
  readonly detail?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What the browser itself refused, by the names that it gives to it. */
const REFUSED: Readonly<Record<string, string>> = {
  NotAllowedError: '確認が取り消されたか、時間が過ぎました。もう一度お試しください。',
  InvalidStateError: 'このパスキーは、すでに登録されています。',
};
const FAILED = 'パスキーを使えませんでした。もう一度お試しいただくか、コードを使ってください。';
const OFFLINE = 'サーバーにつながりませんでした。通信を確かめて、もう一度お試しください。';

for (const part of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const button = part.querySelector('button');
  if (!button || !browserSupportsWebAuthn()) continue;
  part.hidden = false;
  button.addEventListener('click', () => {
    void press(part, button);
  });
}

async function press(part: HTMLElement, button: HTMLButtonElement): Promise<void> {
  tell(part, '');
  const name = part.querySelector('input');
  if (name && !name.reportValidity()) return;
  button.disabled = true;
  try {
    const options = await ask(part, part.dataset['options'] ?? '', {});
    const response = await answer(part.dataset['passkey'] === 'register', options);
    const body = name ? { name: name.value, response } : { response };
    const { location } = (await ask(part, part.dataset['verify'] ?? '', body)) as {
      location: string;
    };
    window.location.assign(location);
  } catch (error) {
    button.disabled = false;
    tell(part, wordsFor(error));
  }
}

function answer(isNew: boolean, options: unknown): Promise<object> {
  return isNew
    ? startRegistration({ optionsJSON: options as RegistrationOptions })
    : startAuthentication({ optionsJSON: options as SignInOptions });
}

async function ask(part: HTMLElement, address: string, body: object): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'X-CSRF-Token': part.dataset['csrf'] ?? '',
    },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  const { errors, detail } = (await response.json()) as Problem;
  throw new Refusal(Object.values(errors ?? {})[0] ?? detail ?? FAILED);
}

/** The server said why, in words for the person. */
class Refusal extends Error {}

function wordsFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof TypeError) return OFFLINE;
  return (error instanceof Error ? REFUSED[error.name] : undefined) ?? FAILED;
}

function tell(part: HTMLElement, text: string): void {
  const place = part.querySelector('[data-passkey-error]');
  if (place) place.textContent = text;
}
