import { randomUUID } from 'node:crypto';
import { TestFigures } from '@app/testing';
import type { SystemRole } from '@app/access';
import type { Visitor, WebTest } from '../support/web';

/** Somebody of the city with an account. */
export interface Somebody {
  readonly personId: string;
  readonly accountId: string;
  readonly staffNumber: string;
}

/** One play of an act: who it is about, and who did the step before. */
export interface Scene {
  readonly subject: Somebody;
  readonly before: Somebody;
  readonly actor: Somebody;
}

/** What the one who acts sends. */
export interface Sent {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type Prepare = (stage: TwoPersonStage, scene: Scene) => Promise<Sent>;

/** A city with two units, in which each play has people of its own. */
export class TwoPersonStage {
  readonly figures: TestFigures;
  courseId = '';
  units: readonly [string, string] = ['', ''];
  private count = 0;

  constructor(readonly web: WebTest) {
    this.figures = new TestFigures(web.database);
  }

  async open(): Promise<void> {
    const own = await this.web.city.addUnit({ code: 'OWN', name: '財政課' });
    const other = await this.web.city.addUnit({ code: 'OTHER', name: '水道課' });
    this.units = [own, other];
    this.courseId = await this.figures.addCourse('情報セキュリティ研修');
  }

  async add(unit: 0 | 1, ...roles: readonly SystemRole[]): Promise<Somebody> {
    this.count += 1;
    const staffNumber = String(400_000 + this.count);
    const named = { name: `役所　太郎${staffNumber}`, staffNumber };
    const unitId = this.units[unit];
    const personId = await this.web.city.addPerson({ ...named, unitId });
    const accountId = await this.web.city.addAccount(personId, ...roles);
    return { personId, accountId, staffNumber };
  }

  /** The books say that both numbers are one human being. */
  async join(one: Somebody, keptAs: Somebody): Promise<void> {
    await this.web.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
       VALUES ($1, $2, $3, '再任用', '2026-10-01', '2026-10-01')`,
      [randomUUID(), one.personId, keptAs.personId],
    );
  }

  async suspend({ accountId }: Somebody): Promise<void> {
    await this.web.database.execute('UPDATE accounts SET suspended_at = $2 WHERE id = $1', [
      accountId,
      this.web.clock.now(),
    ]);
  }

  async seenOn(visitor: Visitor, page: string): Promise<string> {
    return /name="seen" value="([^"]*)"/.exec((await visitor.get(page)).text)?.[1] ?? '';
  }
}
