import { CoverageQueries } from '@app/coverage';
import { PeopleQueries } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { rewriteHistory, TestFigures } from '@app/testing';
import type { Visitor, WebTest } from './web';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';

/** A city in which, for each test, somebody gets another staff number: who, where, and what HR does about it. */
export class Renumbered {
  hr!: Visitor;
  /** The 課, its id, and the two numbers of this test. */
  place = '';
  unitId = '';
  former = '';
  latter = '';
  courseId = '';
  readonly figures: TestFigures;
  private tests = 0;

  private constructor(readonly web: WebTest) {
    this.figures = new TestFigures(web.database);
  }

  static async in(web: WebTest): Promise<Renumbered> {
    const made = new Renumbered(web);
    const office = await web.city.addUnit({
      code: 'Z9',
      name: '人事課',
      countsForLeaderKpi: false,
    });
    const clerk = { staffNumber: '800', unitId: office, name: '人事　花子' };
    await web.city.addAccount(await web.city.addPerson(clerk), 'hr');
    made.courseId = await made.figures.addCourse('情報セキュリティ研修');
    return made;
  }

  /** A 課 and numbers of the next test's own. */
  async begin(): Promise<void> {
    await this.goTo('2026-11-16T10:00:00+09:00');
    this.tests += 1;
    this.place = `第${String(this.tests)}課`;
    this.former = `00${String(this.tests)}`;
    this.latter = `90${String(this.tests)}`;
    this.unitId = await this.web.city.addUnit({ code: this.unitCode, name: this.place });
  }

  async goTo(instant: string): Promise<void> {
    this.web.clock.set(instant);
    this.hr = await this.web.signIn('800');
  }

  get name(): string {
    return `山田　${String(this.tests)}郎`;
  }

  get unitCode(): string {
    return `A${String(this.tests)}`;
  }

  /** Holder of a certificate, who finished a course and has an account. */
  async addTaro(employedTo: LocalDate | null = null): Promise<string> {
    const { web, figures, courseId, unitId } = this;
    const named = {
      name: this.name,
      kana: 'ヤマダ　タロウ',
      unitId,
      postedFrom: '2026-04-01',
    } as const;
    const id = await web.city.addPerson({
      ...{ staffNumber: this.former, ...named },
      ...(employedTo === null ? {} : { employedTo }),
    });
    await web.city.addAccount(id);
    await figures.addCertificate({ personId: id });
    await figures.addAppointment({
      ...{ personId: id, unitId, termStart: '2026-04-01', termEnd: '2028-03-31' },
    });
    const assigned = { dueOn: '2027-03-31', enrolledAt: '2026-05-01T09:00:00+09:00' } as const;
    await figures.addEnrollment({ personId: id, courseId, ...assigned });
    await figures.complete(id, courseId, '2026-06-01T09:00:00+09:00');
    return id;
  }

  /** Taro, who left on the day before, and the one who came on it under a new number: two people to the books. */
  async addBoth(): Promise<{ readonly taro: string; readonly again: string }> {
    const day: LocalDate = '2026-10-01';
    const taro = await this.addTaro(day);
    await rewriteHistory(
      this.web.database,
      'UPDATE postings_history SET valid_to = $2 WHERE person_id = $1',
      [taro, day],
    );
    const again = await this.web.city.addPerson({
      ...{ staffNumber: this.latter, name: this.name, kana: 'ヤマダ　タロウ', unitId: this.unitId },
      ...{ employmentType: 'reappointed', employedFrom: day, postedFrom: day },
    });
    return { taro, again };
  }

  row(day: string, number: string, rest: string): string {
    return `${day},${number},${this.name},ヤマダ タロウ,${this.unitCode},${this.place},${rest}`;
  }

  /** Returns the address of the preview. */
  async upload(...rows: string[]): Promise<string> {
    const bytes = Buffer.from([HEADER, ...rows, ''].join('\r\n'));
    const answer = await this.hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  }

  async personOf(number: string) {
    return this.web.app.get(PeopleQueries).findPerson(number, this.web.clock.today());
  }

  async idOf(number: string): Promise<string> {
    return (await this.personOf(number))?.personId ?? '';
  }

  async holdersOn(asOf: LocalDate): Promise<number> {
    return (await this.web.app.get(CoverageQueries).coverageAsOf(asOf)).holder.now;
  }

  pairPage(one = this.former, other = this.latter, act = ''): string {
    return `/people/joins/pair${act}?one=${one}&other=${other}`;
  }

  /** Joins the two by hand; returns the address of the join. */
  async join(one = this.former, other = this.latter): Promise<string> {
    const page = this.pairPage(one, other);
    const seen = /name="seen" value="([^"]*)"/.exec((await this.hr.get(page)).text)?.[1] ?? '';
    const answer = await this.hr.submit(page, { reason: '再任用のため', seen }, page);
    expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
    return String(answer.headers.location);
  }

  async separate(address: string): Promise<void> {
    const answer = await this.hr.submit(`${address}/separate`, { reason: '別の人でした' }, address);
    expect(answer.status).toBe(303);
  }
}
