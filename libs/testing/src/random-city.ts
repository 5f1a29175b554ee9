import { addDays, type LocalDate, seededNumbers } from '@app/platform';
import type { TestCity } from './city';
import type { TestFigures } from './figures';

/** From a day until before another one; null: no end is known. */
interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

interface UnitSpan extends Span {
  readonly parent: string | null;
  readonly counts: boolean;
}

interface RandomUnit {
  readonly id: string;
  readonly code: string;
  readonly spans: readonly UnitSpan[];
}

interface Certificate {
  readonly passedOn: LocalDate;
  readonly decidedOn: LocalDate;
  readonly revokedOn: LocalDate | null;
}

interface RandomPerson {
  readonly id: string;
  readonly employments: readonly (Span & { readonly type: string })[];
  readonly postings: readonly (Span & { readonly unit: string })[];
  readonly absences: readonly Span[];
  readonly terms: readonly (Span & { readonly role: 'leader' | 'supporter' })[];
  readonly certificate: Certificate | null;
}

const FIRST: LocalDate = '2025-04-01';
const DAYS = 730;
const LONG_AGO: LocalDate = '2020-04-01';
const STATUSES = ['leave_of_absence', 'parental_leave', 'sick_leave', 'seconded'] as const;

/**
 * A small city whose history is drawn, in the tables and beside them as plain lists; and the figures of a day, reckoned from the
 * lists one person and one day at a time, without a thought for how the product does it.
 */
export class RandomCity {
  readonly units: RandomUnit[] = [];
  readonly people: RandomPerson[] = [];
  private readonly next: () => number;

  constructor(
    seed: number,
    private readonly city: TestCity,
    private readonly figures: TestFigures,
  ) {
    this.next = seededNumbers(seed);
  }

  async build(people: number): Promise<void> {
    const departments: RandomUnit[] = [];
    for (const code of ['D1', 'D2'])
      departments.push(
        await this.addUnit(code, [{ from: LONG_AGO, to: null, parent: null, counts: false }]),
      );
    const divisions: RandomUnit[] = [];
    for (const code of ['A1', 'A2', 'A3', 'A4', 'A5'])
      divisions.push(await this.addUnit(code, this.divisionSpans(departments)));
    for (const code of ['S1', 'S2', 'S3', 'S4'])
      await this.addUnit(code, this.sectionSpans(this.oneOf(divisions)));
    for (let number = 0; number < people; number++) await this.addPerson();
  }

  someDays(count: number): readonly LocalDate[] {
    return Array.from({ length: count }, () => this.day(Math.floor(this.next() * DAYS)));
  }

  /** Units that count on the day, by code. */
  countingOn(day: LocalDate): readonly RandomUnit[] {
    return this.units.filter(({ spans }) => inForce(spans, day)?.counts === true);
  }

  isEmployed({ employments }: RandomPerson, day: LocalDate): boolean {
    return inForce(employments, day) !== null;
  }

  isRegular({ employments }: RandomPerson, day: LocalDate): boolean {
    return inForce(employments, day)?.type === 'regular';
  }

  /** The unit of the posting, whether or not it still exists. */
  unitOf({ postings }: RandomPerson, day: LocalDate): RandomUnit | null {
    const posting = inForce(postings, day);
    return this.units.find(({ id }) => id === posting?.unit) ?? null;
  }

  /** The unit itself or one below it, every one of them in force on the day. */
  isBelow(unit: RandomUnit, top: RandomUnit, day: LocalDate): boolean {
    let now: RandomUnit | undefined = unit;
    while (now) {
      const span: UnitSpan | null = inForce(now.spans, day);
      if (span === null) return false;
      if (now.id === top.id) return true;
      const above: string | null = span.parent;
      now = this.units.find(({ id }) => id === above);
    }
    return false;
  }

  /** Whoever belongs to the unit on the day, with what is below it. */
  membersOf(top: RandomUnit, day: LocalDate): readonly RandomPerson[] {
    return this.people.filter((person) => {
      const unit = this.unitOf(person, day);
      return unit !== null && this.isBelow(unit, top, day);
    });
  }

  /** Whoever really exercises the role in the unit on the day. */
  inRole(role: 'leader' | 'supporter', top: RandomUnit, day: LocalDate): readonly RandomPerson[] {
    return this.membersOf(top, day).filter(
      (person) =>
        person.terms.some((term) => term.role === role && isWithin(term, day)) &&
        this.isEmployed(person, day) &&
        inForce(person.absences, day) === null,
    );
  }

  isHolder(person: RandomPerson, day: LocalDate): boolean {
    const { certificate } = person;
    if (certificate === null || !this.isEmployed(person, day)) return false;
    const { decidedOn, revokedOn } = certificate;
    return decidedOn <= day && (revokedOn === null || day < revokedOn);
  }

  private async addUnit(code: string, spans: readonly UnitSpan[]): Promise<RandomUnit> {
    const [first, ...later] = spans;
    if (!first) throw new Error('A unit has a span');
    const id = await this.city.addUnit({ code, ...unitFacts(first) });
    for (const span of later) await this.city.addUnitPeriod(id, unitFacts(span));
    const unit = { id, code, spans };
    this.units.push(unit);
    return unit;
  }

  /** Two spans at most: another department, or no longer counted, from a day on. */
  private divisionSpans(departments: readonly RandomUnit[]): UnitSpan[] {
    const from = this.chance(0.3) ? this.between(1, 300) : LONG_AGO;
    const to = this.chance(0.3) ? this.between(500, 700) : null;
    const counts = this.chance(0.85);
    const parent = this.oneOf(departments).id;
    if (!this.chance(0.5)) return [{ from, to, parent, counts }];
    const middle = this.between(310, 490);
    return [
      { from, to: middle, parent, counts },
      { from: middle, to, parent: this.oneOf(departments).id, counts: this.chance(0.85) },
    ];
  }

  private sectionSpans(division: RandomUnit): UnitSpan[] {
    const counts = this.chance(0.3);
    return division.spans.map(({ from, to }) => ({ from, to, parent: division.id, counts }));
  }

  private async addPerson(): Promise<void> {
    const employments = this.spans(0.25).map((span) => ({
      ...{ from: span.from, to: span.to },
      type: this.chance(0.75) ? 'regular' : 'fixed_term',
    }));
    const [first, ...later] = employments;
    if (!first) throw new Error('Somebody is employed');
    const id = await this.city.addPerson({
      ...{ employmentType: first.type, employedFrom: first.from, employedTo: first.to },
    });
    for (const span of later) await this.city.addEmployment(id, span.type, span);
    const postings = this.spans(0.6).map((span) => ({ ...span, unit: this.oneOf(this.units).id }));
    for (const { unit: unitId, from, to } of postings)
      await this.city.addPosting({ personId: id, unitId, validFrom: from, validTo: to });
    if (this.chance(0.3))
      await this.city.addPosting({
        ...{ personId: id, unitId: this.oneOf(this.units).id, kind: 'concurrent' },
        ...{ validFrom: this.between(0, 300), validTo: null },
      });
    const absences = this.chance(0.3) ? this.spans(0.5).slice(0, 1) : [];
    for (const span of absences) await this.city.addAbsence(id, this.oneOf(STATUSES), span);
    const terms = this.chance(0.4) ? await this.addTerms(id) : [];
    const certificate = this.chance(0.4) ? await this.addCertificate(id) : null;
    this.people.push({ id, employments, postings, absences, terms, certificate });
  }

  private async addTerms(personId: string): Promise<RandomPerson['terms']> {
    const role = this.chance(0.7) ? ('leader' as const) : ('supporter' as const);
    const spans = this.spans(0.4).map(({ from, to }) => ({ from, to: to ?? this.day(DAYS + 200) }));
    for (const { from, to } of spans) {
      const isEndedEarly = this.chance(0.3);
      await this.figures.addAppointment({
        ...{ personId, unitId: this.oneOf(this.units).id, role, termStart: from },
        termEnd: addDays(to, isEndedEarly ? 100 : -1),
        endedOn: isEndedEarly ? addDays(to, -1) : null,
      });
    }
    return spans.map((span) => ({ ...span, role }));
  }

  private async addCertificate(personId: string): Promise<Certificate> {
    const at = Math.floor(this.next() * (DAYS - 60));
    const passedOn = this.day(at);
    const decidedOn = this.day(at + 20);
    const revokedOn = this.chance(0.2) ? this.day(at + 50) : null;
    await this.figures.addCertificate({
      ...{ personId, passedOn, reportedAt: `${this.day(at + 10)}T09:00:00+09:00` },
      ...{
        state: revokedOn === null ? 'verified' : 'revoked',
        decidedAt: `${decidedOn}T09:00:00+09:00`,
      },
      ...(revokedOn !== null && { revokedAt: `${revokedOn}T09:00:00+09:00` }),
    });
    return { passedOn, decidedOn, revokedOn };
  }

  /** One or two spans after each other, the last one perhaps without an end; perhaps with days between them. */
  private spans(second: number): Span[] {
    const from = this.chance(0.6) ? FIRST : this.between(1, 250);
    if (!this.chance(second))
      return [{ from, to: this.chance(0.7) ? null : this.between(300, DAYS) }];
    const to = this.between(260, 450);
    const again = this.chance(0.5) ? to : addDays(to, 1 + Math.floor(this.next() * 60));
    return [
      { from, to },
      {
        from: again,
        to: this.chance(0.6) ? null : addDays(again, 1 + Math.floor(this.next() * 300)),
      },
    ];
  }

  private day(number: number): LocalDate {
    return addDays(FIRST, number);
  }

  private between(from: number, to: number): LocalDate {
    return this.day(from + Math.floor(this.next() * (to - from)));
  }

  private chance(of: number): boolean {
    return this.next() < of;
  }

  private oneOf<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from');
    return item;
  }
}

function isWithin({ from, to }: Span, day: LocalDate): boolean {
  return from <= day && (to === null || day < to);
}

function inForce<One extends Span>(spans: readonly One[], day: LocalDate): One | null {
  return spans.find((span) => isWithin(span, day)) ?? null;
}

function unitFacts({ from, to, parent, counts }: UnitSpan) {
  return { validFrom: from, validTo: to, parentId: parent, countsForLeaderKpi: counts };
}
