import { AsyncLocalStorage } from 'node:async_hooks';
import { GOALS_UNSET, kindWords, type LessonWords } from './lesson-words';
import { isWordKey, KEYS_IN_LESSONS, roleWordKey, VOCABULARY, type WordKey } from './vocabulary';

/** A word and its form inside a sentence. */
export interface WordForms {
  readonly word: string;
  readonly short: string;
}

/** The words of a city on one day: what it set, else the standard ones. */
export class Words {
  static readonly standard = new Words({});

  /** `set`: what the city set, for `new Words` in another process; `added`: roles of its own, in their order. */
  constructor(
    readonly set: Readonly<Partial<Record<WordKey, WordForms>>>,
    readonly added: ReadonlyMap<string, WordForms> = new Map(),
  ) {}

  full(key: WordKey): string {
    return (this.set[key] ?? VOCABULARY[key]).word;
  }

  short(key: WordKey): string {
    return (this.set[key] ?? VOCABULARY[key]).short;
  }

  forms(key: WordKey): WordForms {
    return { word: this.full(key), short: this.short(key) };
  }

  /** What a role is called: one of the plan, or one that the city added. */
  role(role: string): WordForms {
    const key = roleWordKey(role);
    if (isWordKey(key)) return this.forms(key);
    return this.added.get(role) ?? { word: role, short: role };
  }

  /** Every role that the city has: those that its plan counts, then its own. */
  get roles(): readonly string[] {
    return ['supporter', 'leader', ...this.added.keys()];
  }

  /** The words under the names by which lessons ask for them; these names are all there are. */
  get inLessons(): LessonWords {
    const entries = Object.entries(KEYS_IN_LESSONS);
    return {
      ...GOALS_UNSET,
      ...kindWords(this.full('city_name')),
      ...Object.fromEntries(entries.map(([name, key]) => [name, this.full(key)])),
      leader_short: this.short('role_leader'),
      supporter_short: this.short('role_supporter'),
    };
  }
}

const current = new AsyncLocalStorage<Words>();

/** What one request, job or command says is said in these words; outside of one, the standard words hold. */
export function withWords<Result>(chosen: Words, work: () => Result): Result {
  return current.run(chosen, work);
}

/** The words of lessons and questions that the request, job or command speaks in. */
export function lessonWordsInUse(): LessonWords {
  return inUse().inLessons;
}

/** The words that the request, job or command speaks in, to be handed to a helper that works for it. */
export function wordsInUse(): Words {
  return inUse();
}

function inUse(): Words {
  return current.getStore() ?? Words.standard;
}

/**
 * The city's words of today, to be put into sentences: `${words.leader}がいない${words.unit}`. Never kept in a constant:
 * a city changes them while the product runs. A document of the past asks `Vocabulary.on` for the words of its day.
 */
export const words = {
  get leader() {
    return inUse().short('role_leader');
  },
  get leaderTitle() {
    return inUse().full('role_leader');
  },
  get supporter() {
    return inUse().short('role_supporter');
  },
  get supporterTitle() {
    return inUse().full('role_supporter');
  },
  get unit() {
    return inUse().short('unit_division');
  },
  get unitHead() {
    return inUse().short('unit_head');
  },
  get course() {
    return inUse().short('course');
  },
  get programOffice() {
    return inUse().full('program_office');
  },
  get hr() {
    return inUse().full('hr');
  },
};
export type WordName = keyof typeof words;

const PLACE = /\{(\w+)\}/g;

/** Puts the words into a text that names them: 「{leader}がいない{unit}」. A name that is no word is a mistake of ours. */
export function fillWords(text: string): string {
  return text.replace(PLACE, (_place, name: string) => {
    if (!Object.hasOwn(words, name)) throw new Error(`No word is called ${name}: ${text}`);
    return words[name as WordName];
  });
}
