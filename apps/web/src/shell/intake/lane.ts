import { RequestRefused } from './request-refused';

interface Waiting {
  readonly person: string;
  readonly enter: () => void;
}

export interface LaneWidth {
  /** So many at once. */
  readonly slots: number;
  /** Of these one person has at most so many: a few who send slowly never keep everybody else out. */
  readonly slotsPerPerson: number;
  /** So many may wait for a slot. */
  readonly waiting: number;
  /** One person may have so many in it, waiting or not. */
  readonly perPerson: number;
  readonly longestWaitMs: number;
}

const AGAIN_SECONDS = 30;

/** Who sends files waits for those before; nothing of theirs is read meanwhile, so waiting costs nothing. */
export class Lane {
  private readonly busy = new Counts();
  private readonly inside = new Counts();
  private readonly line: Waiting[] = [];

  constructor(private readonly width: LaneWidth) {}

  /** Resolves to what must be called at the end. Refuses a person's further ones, and whoever comes to a full line. */
  async enter(person: string): Promise<() => void> {
    if (this.inside.of(person) >= this.width.perPerson) throw yours(this.width.perPerson);
    if (!this.hasRoomFor(person) && this.line.length >= this.width.waiting) throw crowded();
    this.inside.change(person, 1);
    try {
      await this.slot(person);
    } catch (error) {
      this.inside.change(person, -1);
      throw error;
    }
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.inside.change(person, -1);
      this.leave(person);
    };
  }

  private hasRoomFor(person: string): boolean {
    return this.busy.total < this.width.slots && this.busy.of(person) < this.width.slotsPerPerson;
  }

  private async slot(person: string): Promise<void> {
    if (this.hasRoomFor(person)) {
      this.busy.change(person, 1);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting = {
        person,
        enter: () => {
          clearTimeout(tooLong);
          resolve();
        },
      };
      const tooLong = setTimeout(() => {
        this.line.splice(this.line.indexOf(waiting), 1);
        reject(crowded());
      }, this.width.longestWaitMs);
      this.line.push(waiting);
    });
  }

  /** The slot goes to the first in line who has not as many as one person may. */
  private leave(person: string): void {
    this.busy.change(person, -1);
    const at = this.line.findIndex((waiting) => this.hasRoomFor(waiting.person));
    const [next] = at < 0 ? [] : this.line.splice(at, 1);
    if (!next) return;
    this.busy.change(next.person, 1);
    next.enter();
  }
}

/** How many there are of each person. */
class Counts {
  total = 0;
  private readonly people = new Map<string, number>();

  of(person: string): number {
    return this.people.get(person) ?? 0;
  }

  change(person: string, by: number): void {
    const now = this.of(person) + by;
    this.total += by;
    if (now === 0) this.people.delete(person);
    else this.people.set(person, now);
  }
}

function yours(atOnce: number): RequestRefused {
  return new RequestRefused(
    429,
    `ファイルを同時に送れるのは${String(atOnce)}件までです。先に送ったものが終わってから、もう一度送信してください。`,
    AGAIN_SECONDS,
  );
}

function crowded(): RequestRefused {
  return new RequestRefused(
    503,
    'ファイルの受付が混み合っているため、まだ受け取っていません。しばらくしてから、もう一度送信してください。',
    AGAIN_SECONDS,
  );
}
