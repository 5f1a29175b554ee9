export { fillAllWords, fillLessonWords, type GoalWords, type LessonWords } from './lesson-words';
export {
  AS_REGISTERED,
  count,
  courses,
  dayText,
  type Due,
  dueClause,
  dueDay,
  dueSentence,
  isOver,
  listText,
  numberText,
  partOf,
  people,
  peopleSentence,
  questions,
  remainingText,
  sentenceAsOf,
  spanText,
  type Tense,
  tenseOf,
  things,
  thingsSentence,
  units,
} from './sentences';
export {
  addedRoleOf,
  isWordKey,
  roleWordKey,
  type RoleWordKey,
  LESSON_WORDS,
  PRODUCT_WORDS,
  VOCABULARY,
  WORD_KEYS,
  type WordKey,
} from './vocabulary';
export { Vocabulary, type WordChange } from './vocabulary.service';
export type { WordRow } from './vocabulary.statements';
export {
  fillWords,
  lessonWordsInUse,
  withWords,
  wordsInUse,
  type WordForms,
  type WordName,
  words,
  Words,
} from './words';
