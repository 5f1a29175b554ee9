import type { Actor } from '@app/access';
import { AppointmentsModule } from '@app/appointments';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import {
  CountingRuleQueries,
  CountingRulesService,
  CoverageModule,
  CoverageQueries,
  previewMark,
  RuleComparisonQueries,
  type RuleSwitches,
  switchesOf,
  type UnitCoverage,
} from '@app/coverage';
import {
  type ImportPlan,
  OrganizationImports,
  PeopleQueries,
  POSTING_COLUMNS,
  UNIT_COLUMNS,
} from '@app/organization';
import type { AuditActor, LocalDate } from '@app/platform';
import { anActor, type LibTest, rowOf, startLibTest, TestFigures } from '@app/testing';

/** What of a row of staff a spec says; the rest is that of regular staff at work, hired in 2010. */
export interface StaffRow {
  readonly number: string;
  readonly unit: string;
  readonly name?: string;
  readonly kana?: string;
  readonly title?: string;
  /** 0: 主務, 1: 兼務. */
  readonly kind?: string;
  readonly type?: string;
  readonly hired?: string;
  readonly left?: string;
  readonly status?: string;
}

export interface UnitFileRow {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly until?: string;
}

/** A city that is known by HR's files alone, and what the product then says of it. */
export class FiledCity {
  readonly office: Actor = anActor({ roles: ['staff', 'hr', 'program_office'] });
  readonly figures: TestFigures;

  private constructor(readonly lib: LibTest) {
    this.figures = new TestFigures(lib.database);
  }

  static async start(): Promise<FiledCity> {
    const city = new FiledCity(
      await startLibTest(AppointmentsModule, CertificationsModule, CoursesModule, CoverageModule),
    );
    await city.lib.city.register(city.office);
    return city;
  }

  get hr(): AuditActor {
    return { accountId: this.office.accountId, label: '人事' };
  }

  close(): Promise<void> {
    return this.lib.close();
  }

  /** A list of all units, and one of staff, each for the day. */
  async load(
    on: LocalDate,
    units: readonly UnitFileRow[],
    staff: readonly StaffRow[],
    again: Readonly<Record<string, string>> = {},
  ): Promise<ImportPlan> {
    const { plan } = await this.lib.get(OrganizationImports).importAtOnce(
      this.hr,
      {
        effectiveOn: on,
        ...(units.length > 0 && { units: unitsFile(units) }),
        ...(staff.length > 0 && { postings: staffFile(on, staff) }),
      },
      {
        alarmsAccepted: true,
        numbers: Object.entries(again).map(([staffNumber, knownNumber]) => ({
          ...{ staffNumber, knownNumber },
        })),
      },
    );
    return plan;
  }

  async person(number: string, on: LocalDate = this.lib.clock.today()) {
    const found = await this.lib.get(PeopleQueries).findPerson(number, on);
    if (!found) throw new Error(`Nobody is ${number} on ${on}`);
    return found;
  }

  async idOf(number: string): Promise<string> {
    return (await this.person(number)).personId;
  }

  /** Appointed in the 課 of `unit` for years to come. */
  async appoint(number: string, unit: string): Promise<string> {
    const personId = await this.idOf(number);
    const unitId = await this.unitId(unit);
    return this.figures.addAppointment({ personId, unitId, termStart: '2026-04-01' });
  }

  private async unitId(code: string): Promise<string> {
    const asked = 'SELECT id FROM org_units WHERE code = $1';
    const found = await rowOf<{ id: string }>(this.lib.database, asked, [code]);
    if (!found) throw new Error(`No unit ${code}`);
    return found.id;
  }

  on(day: LocalDate) {
    return this.lib.get(CoverageQueries).coverageAsOf(day);
  }

  async unitsOn(day: LocalDate): Promise<Readonly<Record<string, UnitCoverage['state']>>> {
    const { units } = await this.on(day);
    return Object.fromEntries(units.map(({ name, state }) => [name, state]));
  }

  async unitOn(code: string, day: LocalDate): Promise<UnitCoverage> {
    const unit = (await this.on(day)).units.find((it) => it.code === code);
    if (!unit) throw new Error(`No unit ${code} on ${day}`);
    return unit;
  }

  /** The rule with other switches from a day on, as DX推進室 registers it. */
  async rule(validFrom: LocalDate, change: Partial<RuleSwitches>): Promise<void> {
    const rules = this.lib.get(CountingRulesService);
    const current = await this.lib.get(CountingRuleQueries).getRuleOn(validFrom);
    const given = {
      ...{ validFrom, note: '決裁のとおり' },
      switches: { ...switchesOf(current), ...change },
    };
    const planned = await rules.previewVersion(this.office, given);
    const today = this.lib.clock.today();
    const seen = previewMark(await this.lib.get(RuleComparisonQueries).compare(planned, today));
    await rules.addVersion(this.office, given, seen);
  }
}

export function staffFile(on: LocalDate, rows: readonly StaffRow[]) {
  return file(
    POSTING_COLUMNS,
    rows.map((row) => [
      on,
      row.number,
      row.name ?? `職員　${row.number}`,
      row.kana ?? '',
      row.unit,
      '',
      row.title ?? '主事',
      row.kind ?? '0',
      row.type ?? '正規',
      '',
      row.hired ?? '2010-04-01',
      row.left ?? '',
      row.status ?? '在職',
    ]),
  );
}

function unitsFile(rows: readonly UnitFileRow[]) {
  return file(
    UNIT_COLUMNS,
    rows.map(({ code, name, ...row }, at) => [
      ...[code, name, '', row.parent ?? '', row.kind ?? '課', row.from ?? '2020-04-01'],
      ...[row.until ?? '', String(at + 1), ''],
    ]),
  );
}

function file(header: readonly string[], rows: readonly (readonly string[])[]) {
  const text = [header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
  return { fileName: 'jinji.csv', bytes: Buffer.from(text) };
}
