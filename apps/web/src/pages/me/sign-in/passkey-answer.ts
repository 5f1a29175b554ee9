import { InvalidInput } from '@app/platform';
import { z } from 'zod';
import { parseForm } from '../../../shell/forms';
import type { PageRequest } from '../../../shell/http';
import { saveSession } from '../../../shell/session';

const OTHER = 'パスキーの確認をやり直してください。';
const answerForm = z.object({ response: z.looseObject({ id: z.string(OTHER) }, OTHER) });

/** What the key has signed, and the challenge that it must have answered. Each challenge is answered once. */
export async function takePasskeyAnswer(request: PageRequest, body: unknown) {
  const { response } = parseForm(answerForm, body);
  const { challenge } = request.session;
  if (challenge === undefined) throw new InvalidInput({ otp: OTHER });
  delete request.session.challenge;
  await saveSession(request);
  return { response, challenge };
}
