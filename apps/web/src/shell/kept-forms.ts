import { Injectable } from '@nestjs/common';
import { Clock, minutesAfter, Seals } from '@app/platform';
import { z } from 'zod';
import { FormTokens } from './form-tokens';
import { type PageRequest, wantsJson } from './http';
import { isSurelySameOrigin } from './same-origin';

const PURPOSE = 'kept-form';
const KEPT_MINUTES = 15;
/** It travels in a field of the sign-in form, which must stay within the limit of its body. */
const LONGEST = 60_000;
/** Ours, and what nobody wants to find again. */
const NOT_KEPT = /^_|password|^otp$/i;

const keptForm = z.object({
  path: z.string().startsWith('/'),
  fields: z.array(z.tuple([z.string(), z.string()])),
  at: z.number(),
});

/** What was typed in a form that came after the session had ended. */
export type KeptForm = z.infer<typeof keptForm>;

/**
 * Keeps what was typed over a sign-in: sealed, in a hidden field of the sign-in form, readable only by this server, in
 * this browser, for a quarter of an hour. It is shown again in its own form; nothing is ever sent by itself.
 */
@Injectable()
export class KeptForms {
  constructor(
    private readonly seals: Seals,
    private readonly clock: Clock,
    private readonly tokens: FormTokens,
  ) {}

  /** Null when nothing was typed, when it is too much, or when another site may have sent it. */
  take(request: PageRequest): KeptForm | null {
    const isForm = request.method === 'POST' && !wantsJson(request);
    if (!isForm || !request.is('urlencoded') || !isSurelySameOrigin(request)) return null;
    const fields = typedFields(request.body);
    const kept = { path: request.originalUrl, fields, at: this.clock.now().getTime() };
    return fields.length > 0 && JSON.stringify(kept).length <= LONGEST ? kept : null;
  }

  seal(request: PageRequest, kept: KeptForm): string {
    return this.seals.seal(PURPOSE, JSON.stringify(kept), this.tokens.browserOf(request));
  }

  /** Null for what is too old, or of another browser. */
  open(request: PageRequest, sealed: string): KeptForm | null {
    const text = this.seals.open(PURPOSE, sealed, this.tokens.browserOf(request));
    if (text === null) return null;
    const kept = keptForm.parse(JSON.parse(text));
    return minutesAfter(new Date(kept.at), KEPT_MINUTES) > this.clock.now() ? kept : null;
  }
}

function typedFields(body: unknown): [string, string][] {
  return Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name]) => !NOT_KEPT.test(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((it): it is string => typeof it === 'string')
        .map((it): [string, string] => [name, it]),
    );
}
