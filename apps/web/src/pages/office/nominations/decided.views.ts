import { confirm } from '../../../shell/parts/notices';

/** Instead of the question, where there is nothing to decide any more. */
export function decidedAlready(self: string) {
  return confirm(
    { action: '', button: '', happens: ['この推薦は、決定を待っていません。'] },
    self,
    '推薦に戻る',
  );
}
