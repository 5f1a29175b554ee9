import { Injectable } from '@nestjs/common';

type EventClass<Event> = abstract new (...args: never[]) => Event;
type Listener<Event> = (event: Event) => Promise<void>;

/**
 * Carries what happened in a lower lib to an upper one, in the same process and the same transaction: when a
 * listener fails, the change that caused the event is rolled back too.
 */
@Injectable()
export class DomainEvents {
  private readonly listeners = new Map<unknown, Listener<never>[]>();

  on<Event extends object>(event: EventClass<Event>, listener: Listener<Event>): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  async emit(event: object): Promise<void> {
    for (const listener of this.listeners.get(event.constructor) ?? []) {
      await listener(event as never);
    }
  }
}
