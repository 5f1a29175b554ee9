const MINUTE = 60_000;

export function minutesBefore(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() - minutes * MINUTE);
}

export function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MINUTE);
}

/** Two processes never show quite the same time: what follows another instant is not written down as before it. */
export function notBefore(earliest: Date | null, instant: Date): Date {
  return earliest !== null && earliest > instant ? earliest : instant;
}
