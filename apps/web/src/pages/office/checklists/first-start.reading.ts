import { Injectable } from '@nestjs/common';
import { SecondPersons } from '@app/accounts';
import { YearCourseQueries } from '@app/courses';
import { TargetQueries } from '@app/coverage';
import { ImportQueries, PeopleQueries } from '@app/organization';
import { fiscalYearOf, type LocalDate, SystemState, wordsInUse } from '@app/platform';
import type { FirstStartFacts } from './first-start.steps';

/** How far a city is that begins: each part is asked where it is at home. */
@Injectable()
export class FirstStartReading {
  constructor(
    private readonly seconds: SecondPersons,
    private readonly courses: YearCourseQueries,
    private readonly targets: TargetQueries,
    private readonly imports: ImportQueries,
    private readonly people: PeopleQueries,
    private readonly system: SystemState,
  ) {}

  async read(today: LocalDate): Promise<Omit<FirstStartFacts, 'waiting'>> {
    const fiscalYear = fiscalYearOf(today);
    const [missingSeconds, mandatory, targets, imports, staff] = await Promise.all([
      this.seconds.listMissing(),
      this.courses.countMandatory(fiscalYear),
      this.targets.listTargetsOn(today),
      this.imports.countFiles(null, today),
      this.people.countEmployed(today),
    ]);
    return {
      ...{ missingSeconds, mandatory, staff, fiscalYear },
      cityName: wordsInUse().full('city_name'),
      mail: this.system.mail,
      imports: imports.applied,
      targets: targets.length,
    };
  }
}
