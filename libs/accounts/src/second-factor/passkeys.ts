import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { APP_CONFIG, type AppConfig, Clock, Database, InvalidInput } from '@app/platform';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { SecondFactorCheck } from './second-factor-check';
import { PASSKEYS } from './second-factor.statements';
import { SecondFactors } from './second-factors.service';

const PRODUCT = 'ツナガル学び';
const NOT_READ =
  'パスキーを確認できませんでした。もう一度お試しください。続くときは、認証アプリをお使いください。';

/**
 * Passkeys: a key that never leaves phone, computer or stick. No other host is asked for anything; what makes a key
 * (attestation) is not asked either. The library is loaded with the first one: most people never use it.
 */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly factors: SecondFactors,
    private readonly check: SecondFactorCheck,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Browsers make them for names only, and behind TLS (or on the machine itself). */
  get arePossible(): boolean {
    const { protocol, hostname } = new URL(this.config.PUBLIC_URL);
    const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
    return isName && (protocol === 'https:' || hostname === 'localhost');
  }

  async registrationOptions(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { generateRegistrationOptions } = await import('@simplewebauthn/server');
    const keys = await this.database.all(PASSKEYS, { accountId: actor.accountId });
    return generateRegistrationOptions({
      rpName: PRODUCT,
      rpID: this.rpId,
      userName: actor.staffNumber,
      userDisplayName: actor.name,
      userID: new Uint8Array(Buffer.from(actor.accountId.replaceAll('-', ''), 'hex')),
      attestationType: 'none',
      excludeCredentials: keys.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
  }

  async add(
    actor: Actor,
    { name, response, challenge }: { name: string; response: unknown; challenge: string },
  ): Promise<void> {
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    const verified = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      ...this.expected(challenge),
    }).catch(() => null);
    if (!verified?.verified) throw new InvalidInput({ passkey: NOT_READ });
    const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
    await this.factors.addPasskey(actor, {
      ...{ name, credentialId: id, publicKey, counter, transports: transports ?? [] },
    });
  }

  /** Null when the account has none. */
  async signInOptions(accountId: string): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
    const keys = await this.database.all(PASSKEYS, { accountId });
    if (keys.length === 0) return null;
    const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
    return generateAuthenticationOptions({
      rpID: this.rpId,
      userVerification: 'required',
      allowCredentials: keys.map(({ credentialId, transports }) => ({
        ...{ id: credentialId, transports: [...transports] },
      })),
    });
  }

  /** Throws InvalidInput at the field `otp` when it is not a key of this account that answers this challenge. */
  async checkSignIn(accountId: string, response: unknown, challenge: string): Promise<void> {
    await this.check.counted(accountId, () => this.isOwn(accountId, response, challenge));
  }

  private async isOwn(accountId: string, response: unknown, challenge: string): Promise<boolean> {
    const { id: credentialId } = response as { id?: unknown };
    const keys = await this.database.all(PASSKEYS, { accountId });
    const key = keys.find((it) => it.credentialId === credentialId);
    if (!key) return false;
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const verified = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      ...this.expected(challenge),
      credential: {
        ...{ id: key.credentialId, publicKey: new Uint8Array(key.publicKey) },
        counter: Number(key.counter),
      },
    }).catch(() => null);
    if (!verified?.verified) return false;
    await this.database.execute(
      'UPDATE second_factors SET counter = $2, last_used_at = $3 WHERE id = $1',
      [key.id, verified.authenticationInfo.newCounter, this.clock.now()],
    );
    return true;
  }

  private expected(challenge: string) {
    return {
      expectedChallenge: challenge,
      expectedOrigin: new URL(this.config.PUBLIC_URL).origin,
      expectedRPID: this.rpId,
      requireUserVerification: true,
    };
  }

  private get rpId(): string {
    return new URL(this.config.PUBLIC_URL).hostname;
  }
}
