import type { Catalogue, CourseDraft } from './catalogue';
import type { Problem } from './problem';
import { CourseReader } from './read-course';

export interface ReadCatalogue {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
}

/**
 * Several folders of courses as one catalogue: the product's first, then the city's own. What comes first wins: a city's
 * folder never takes the place of one of the product's, and of a question's id the original is the one that counts.
 */
export function readCatalogue(roots: readonly string[]): ReadCatalogue {
  const problems: Problem[] = [];
  const courses: CourseDraft[] = [];
  const glossary: Catalogue['glossary'][] = [];
  const laws: Catalogue['laws'][] = [];
  const syllabi: Catalogue['syllabi'][number][] = [];
  for (const root of roots) {
    const reader = new CourseReader(root);
    const read = reader.read();
    const taken = new Set(courses.map((course) => course.folder));
    const refused = read.courses.map((it) => it.folder).filter((folder) => taken.has(folder));
    problems.push(
      ...refused.map(sameFolder),
      ...reader.problems.filter(({ file }) => !refused.some((it) => file.startsWith(`${it}/`))),
    );
    courses.push(...read.courses.filter((course) => !taken.has(course.folder)));
    glossary.push(read.glossary);
    laws.push(read.laws);
    syllabi.push(...read.syllabi);
  }
  return {
    catalogue: {
      courses: originalsFirst(courses),
      glossary: merged(glossary),
      laws: joined(laws),
      syllabi,
    },
    problems,
  };
}

function sameFolder(folder: string): Problem {
  return {
    file: `${folder}/course.yaml`,
    line: null,
    reason: `市のコースのフォルダー「${folder}」と同じ名前のコースが、製品にあります。「courses copy」で別の名前に写してください。`,
  };
}

/** A copy comes after what it was copied from, wherever its name would stand. */
function originalsFirst(courses: readonly CourseDraft[]): CourseDraft[] {
  const rank = ({ course }: CourseDraft) => (course?.copyOf === undefined ? 0 : 1);
  return courses.toSorted((one, other) => rank(one) - rank(other));
}

function merged(all: readonly Catalogue['glossary'][]): Catalogue['glossary'] {
  const lists = all.filter((it) => it !== null);
  return lists.length === 0 ? null : new Map(lists.flatMap((terms) => [...terms]));
}

function joined(all: readonly Catalogue['laws'][]): Catalogue['laws'] {
  const lists = all.filter((it) => it !== null);
  return lists.length === 0 ? null : lists.flat();
}
