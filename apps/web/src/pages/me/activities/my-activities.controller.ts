import { Body, Controller, Req } from '@nestjs/common';
import {
  ACTIVITY_KINDS,
  MAXIMUM_ACTIVITY_NOTE,
  MOST_MINUTES,
  RoleActivitiesService,
  RoleActivityQueries,
} from '@app/appointments';
import { UnitQueries } from '@app/organization';
import { Clock, type CommandAnswer, idOf, parseWholeNumber } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, param, type PageRequest, queryText } from '../../../shell/http';
import { Allow, CommandRoute, NO_FORM, PageRoute } from '../../../shell/routes';
import { pageNumber } from '../../../shell/view-parts';
import { ACTIVITIES_PER_PAGE, MY_ACTIVITIES, myActivitiesView } from './my-activities.views';

const activityForm = z.object({
  doneOn: dayField('した日を年月日で入力してください。'),
  what: z.enum(ACTIVITY_KINDS, 'したことを選んでください。'),
  unit: z.string().max(100, '所属を選び直してください。').default(''),
  minutes: z
    .string('時間を入力してください。')
    .transform((text) => parseWholeNumber(text, { least: 1, most: MOST_MINUTES }))
    .refine((minutes) => minutes !== null, `1〜${String(MOST_MINUTES)}の分で入力してください。`),
  note: z
    .string()
    .trim()
    .max(
      MAXIMUM_ACTIVITY_NOTE,
      `メモは${String(MAXIMUM_ACTIVITY_NOTE)}文字以内で入力してください。`,
    )
    .default(''),
});

/** 活動の記録: what one did in a role, in half a minute. */
@Controller('my-role/activities')
@Allow('self')
export class MyActivitiesController {
  constructor(
    private readonly activities: RoleActivityQueries,
    private readonly service: RoleActivitiesService,
    private readonly units: UnitQueries,
    private readonly clock: Clock,
  ) {}

  @PageRoute('', 'pages/me/activities/my-activities')
  async showActivities(@Req() request: PageRequest) {
    const page = pageNumber(queryText(request, 'page'));
    const today = this.clock.today();
    const shown = { limit: ACTIVITIES_PER_PAGE, offset: (page - 1) * ACTIVITIES_PER_PAGE };
    const own = await this.activities.listOwn(actorOf(request), shown);
    const units = own.sums.isInOffice ? await this.units.listUnits(today) : [];
    const initial = { doneOn: today, what: '', unit: '', minutes: '30', note: '' };
    return myActivitiesView(own, { page, units, form: formView(request, initial) });
  }

  @CommandRoute('', 'showActivities')
  async log(@Req() request: PageRequest, @Body() body: unknown): Promise<CommandAnswer> {
    const { unit: unitCode, minutes, ...activity } = parseForm(activityForm, body);
    await this.service.log(actorOf(request), { ...activity, unitCode, minutes });
    return { location: MY_ACTIVITIES, notice: '活動を記録しました。' };
  }

  @CommandRoute(':id/take-back', NO_FORM)
  async takeBack(@Req() request: PageRequest): Promise<CommandAnswer> {
    await this.service.takeBack(actorOf(request), idOf<'role_activity'>(param(request, 'id')));
    return { location: MY_ACTIVITIES, notice: '記録を取り消しました。' };
  }
}
