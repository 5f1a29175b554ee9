import { Conflict, type Once } from '@app/platform';

/**
 * For what is shown once and kept nowhere (a first password, a token): runs the command, and refuses the same form
 * sent again (double click, reload) instead of doing it twice. The result cannot be given a second time.
 */
export async function runAndShowOnce<Result>(
  once: Once,
  form: { readonly key: string; readonly accountId: string },
  command: () => Promise<Result>,
): Promise<Result> {
  const results: Result[] = [];
  await once.run(form.key, form.accountId, async () => {
    results.push(await command());
    return '/';
  });
  const [result] = results;
  if (result !== undefined) return result;
  throw new Conflict(
    'form.already_sent',
    'この操作はすでに済んでいます。表示は1回だけのため、控えていないときは、もう一度作り直してください。',
  );
}
