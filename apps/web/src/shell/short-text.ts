const SHORT = 12;

/** 「令和9年4月2日(金)10時0分」, or a part of it. */
const DAY = /^\D{1,2}(?:\d+|元)年\d+月\d+日(?:\(\D\))?(?:\d+時\d+分)?$/;

/** A name, the name of a unit or a date is never broken across lines; a longer text may be. */
export function isShort(text: string): boolean {
  return text !== '' && (Array.from(text).length <= SHORT || DAY.test(text));
}
