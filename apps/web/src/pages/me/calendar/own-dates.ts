import { Inject, Injectable } from '@nestjs/common';
import { type Actor, personSight } from '@app/access';
import { AppointmentQueries, roleTitle } from '@app/appointments';
import { ExamAttemptQueries } from '@app/certifications';
import { EnrollmentQueries } from '@app/courses';
import { APP_CONFIG, type AppConfig, Clock } from '@app/platform';
import { type CalendarDay, icsOf } from './ics';

/** One's own dates: what is to be finished by when, exams that are booked, terms that end. No name of anybody is among them. */
@Injectable()
export class OwnDates {
  constructor(
    private readonly enrollments: EnrollmentQueries,
    private readonly exams: ExamAttemptQueries,
    private readonly appointments: AppointmentQueries,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async list(actor: Actor): Promise<readonly CalendarDay[]> {
    const found = await Promise.all([
      this.listLearning(actor),
      this.listExams(actor),
      this.listTerms(actor),
    ]);
    return found.flat().toSorted((a, b) => (a.on + a.uid < b.on + b.uid ? -1 : 1));
  }

  async ics(actor: Actor): Promise<string> {
    return icsOf({
      name: `${this.config.CITY_NAME} ツナガル学び`,
      host: new URL(this.config.PUBLIC_URL).hostname,
      madeAt: this.clock.now(),
      days: await this.list(actor),
    });
  }

  /** What the home page shows as open, with the same days. */
  private async listLearning({ personId }: Actor): Promise<readonly CalendarDay[]> {
    const rows = await this.enrollments.listOwnLearning(personId);
    return rows.flatMap(({ courseKey, year, title, dueOn, completedAt, absence }) => {
      if (dueOn === null || completedAt !== null || absence !== null) return [];
      const query = year === null ? '' : `?year=${String(year)}`;
      return this.day(`learning-${courseKey}-${String(year ?? 0)}`, {
        ...{ on: dueOn, title: `期限: ${title}`, text: 'この日までに受講してください。' },
        path: `/courses/${encodeURIComponent(courseKey)}${query}`,
      });
    });
  }

  private async listExams(actor: Actor): Promise<readonly CalendarDay[]> {
    const rows = await this.exams.listOwn(actor);
    return rows
      .filter(({ state, isReported, isOver }) => state === 'booked' && !isReported && !isOver)
      .map(({ id, certificationName, examOn, place }) =>
        this.day(`exam-${id}`, {
          on: examOn,
          title: `受験: ${certificationName}`,
          text: place ? `会場: ${place}` : '会場と時刻は、受験票でご確認ください。',
          path: `/certifications/exams/${id}`,
        }),
      );
  }

  private async listTerms(actor: Actor): Promise<readonly CalendarDay[]> {
    const sight = personSight(actor, { personId: actor.personId, unitId: null });
    if (sight === null) return [];
    const rows = await this.appointments.listSeen(sight, { on: this.clock.today(), isPast: false });
    return (rows ?? [])
      .filter(({ state, endedOn }) => state === 'in_force' && endedOn === null)
      .map(({ id, role, termEnd }) =>
        this.day(`term-${id}`, {
          ...{ on: termEnd, title: `任期の終わり: ${roleTitle(role)}` },
          ...{ text: '任期の最後の日です。', path: '/my-role' },
        }),
      );
  }

  private day(uid: string, { path, ...day }: Omit<CalendarDay, 'uid' | 'url'> & { path: string }) {
    return { ...day, uid, url: this.config.PUBLIC_URL + path };
  }
}
