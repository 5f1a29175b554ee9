import { RequestRefused } from './request-refused';

interface Waiting {
  readonly enter: () => void;
}

export interface LaneWidth {
  /** So many at once. */
  readonly slots: number;
  /** So many may wait for a slot. */
  readonly waiting: number;
  /** One person may have so many in it, waiting or not. */
  readonly perPerson: number;
  readonly longestWaitMs: number;
}

const AGAIN_SECONDS = 30;

/** Who sends files waits for those before; nothing of theirs is read meanwhile, so waiting costs nothing. */
export class Lane {
  private busy = 0;
  private readonly line: Waiting[] = [];
  private readonly people = new Map<string, number>();

  constructor(private readonly width: LaneWidth) {}

  /** Resolves to what must be called at the end. Refuses a person's further ones, and whoever comes to a full line. */
  async enter(person: string): Promise<() => void> {
    if ((this.people.get(person) ?? 0) >= this.width.perPerson) throw yours(this.width.perPerson);
    if (this.busy >= this.width.slots && this.line.length >= this.width.waiting) throw crowded();
    this.count(person, 1);
    try {
      await this.slot();
    } catch (error) {
      this.count(person, -1);
      throw error;
    }
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.count(person, -1);
      this.leave();
    };
  }

  private async slot(): Promise<void> {
    if (this.busy < this.width.slots) {
      this.busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting = {
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

  /** The slot goes to the next in line. */
  private leave(): void {
    const next = this.line.shift();
    if (next) next.enter();
    else this.busy -= 1;
  }

  private count(person: string, change: number): void {
    const now = (this.people.get(person) ?? 0) + change;
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
