/** Thrown by a start that was asked to end before it was ready. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The wish to end, from the terminal or from the system. A second wish ends at once. */
export class StopSignal {
  readonly requested: Promise<void>;
  private request: () => void = () => undefined;
  private count = 0;

  constructor() {
    this.requested = new Promise((resolve) => (this.request = resolve));
    for (const signal of SIGNALS)
      process.on(signal, () => {
        this.count++;
        // npm and the terminal may both pass the same Ctrl-C on: only a third one is impatience.
        if (this.count > 2) process.exit(1);
        this.request();
      });
  }

  get isRequested(): boolean {
    return this.count > 0;
  }

  /** Call between two steps of a start. */
  check(): void {
    if (this.isRequested) throw new Stopped();
  }
}
