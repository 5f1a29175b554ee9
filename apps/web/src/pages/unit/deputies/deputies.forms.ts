import { z } from 'zod';
import { dayField } from '../../../shared/day-field';

const CHOOSE = '代理にする人を一覧から選んでください。';

export const deputyForm = z.object({
  person: z.uuid(CHOOSE).toLowerCase(),
  from: dayField('最初の日を年月日で入力してください。'),
  until: dayField('最後の日を年月日で入力してください。'),
  reason: z.string('代理を定める理由を入力してください。'),
});
