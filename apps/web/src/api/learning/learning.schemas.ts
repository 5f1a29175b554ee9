import { LEARNING_STATES } from '@app/courses';
import { z } from 'zod';
import { apiRoute } from '../openapi/api-route';

const date = z.iso.date();

const openCourse = z.object({
  course: z.string().describe('{course}の符号'),
  title: z.string(),
  state: z.enum(LEARNING_STATES),
  mandatory: z.boolean(),
  fiscalYear: z
    .int()
    .nullable()
    .describe(
      'どの年度の版か。年度ごとの版がない{course}は、どの年度の分として指定されたか。指定されていなければnull',
    ),
  dueOn: date.nullable(),
  lessons: z.int(),
  completedLessons: z.int(),
  nextLesson: z.string().nullable().describe('次に読むレッスンの符号'),
});

const recordedCourse = z.object({
  course: z.string(),
  title: z.string(),
  version: z.int(),
  mandatory: z.boolean(),
  fiscalYear: z
    .int()
    .describe('どの年度の版か。年度ごとの版がない{course}は、修了または免除の日の年度'),
  completedAt: z.iso.datetime().nullable(),
  closedOn: date
    .nullable()
    .describe('年度を締めた後に修了した場合、締めた日。その年度の集計では、未修了のままです'),
  exemptedAt: z.iso.datetime().nullable(),
});

const closedCourse = z.object({
  course: z.string(),
  title: z.string(),
  fiscalYear: z.int().describe('どの年度の分として指定されたか'),
  closedOn: date,
});

export const myLearningSchema = z.object({
  asOf: date,
  open: z.array(openCourse),
  records: z.array(recordedCourse),
  closed: z.array(closedCourse).describe('修了しないまま、年度締めで終わったもの'),
});
export type MyLearning = z.output<typeof myLearningSchema>;

export const learningRoutes = [
  apiRoute({
    method: 'get',
    path: '/me/learning',
    summary: '自分の受講: 残っているものと、これまでの記録',
    permission: 'self',
    responses: { 200: { description: '自分の受講', schema: myLearningSchema } },
  }),
];
