const CHARACTERS_A_MINUTE = 250;
const MINUTES_A_QUESTION = 0.5;

/** What a lesson may say it takes: read twice as slowly as one skims, and half a minute for each question in it. */
export function longestMinutes(characters: number, questions: number): number {
  return Math.max(1, Math.ceil(characters / CHARACTERS_A_MINUTE + questions * MINUTES_A_QUESTION));
}

export function minutesReasons(minutes: number, characters: number, questions: number): string[] {
  const longest = longestMinutes(characters, questions);
  if (minutes <= longest) return [];
  return [
    `minutes は${String(minutes)}分ですが、本文${String(characters)}字と確認${String(questions)}問では${String(longest)}分までです。`,
  ];
}
