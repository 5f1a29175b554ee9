import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from './config';
import { secretsOf } from './config.schema';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The one that makes, and those whose work is still accepted. */
type Keys = readonly [Buffer, ...Buffer[]];

/**
 * Signs and encrypts with keys that are derived from the server's secrets, one for each purpose: what was made for one can
 * never be used for another. The first secret makes; what an older one of the list has made is still accepted.
 */
@Injectable()
export class Seals {
  private readonly derived = new Map<string, Keys>();

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  sign(purpose: string, text: string): string {
    return signatureOf(this.keys(purpose)[0], text);
  }

  isSignature(purpose: string, text: string, signature: string): boolean {
    return this.signatures(purpose, text).some((expected) => isSame(expected, signature));
  }

  /** By every secret, the first one first: to find what is stored as a signature. */
  signatures(purpose: string, text: string): readonly string[] {
    return this.keys(purpose).map((key) => signatureOf(key, text));
  }

  /** Readable again only with the same `bound`: an account, a browser. */
  seal(purpose: string, text: string, bound: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keys(purpose)[0], nonce).setAAD(
      Buffer.from(bound),
    );
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Null for whatever was not sealed by this server for this purpose and bound. */
  open(purpose: string, sealed: string, bound: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    for (const key of this.keys(purpose)) {
      const text = opened(bytes, key, bound);
      if (text !== null) return text;
    }
    return null;
  }

  /** Derived once for each purpose: every request needs some. */
  private keys(purpose: string): Keys {
    const known = this.derived.get(purpose);
    if (known) return known;
    const [first, ...older] = secretsOf(this.config.SESSION_SECRET);
    const keys: Keys = [
      keyFrom(first, purpose),
      ...older.map((secret) => keyFrom(secret, purpose)),
    ];
    this.derived.set(purpose, keys);
    return keys;
  }
}

function keyFrom(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES));
}

function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function opened(bytes: Buffer, key: Buffer, bound: string): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(bound)).setAuthTag(tag);
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
