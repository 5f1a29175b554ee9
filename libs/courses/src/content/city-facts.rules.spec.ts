import { join } from 'node:path';
import { Words } from '@app/platform';
import { authoredTexts } from './authored-texts';
import { cityFactProblems, cityFactReasons } from './city-facts.rules';
import { CourseReader } from './read-course';
import { inWords } from './standard-words';

const COURSES = join(__dirname, '../../../../courses');

describe('cityFactReasons', () => {
  it.each([
    ['魚津市の計画では50人です', /一つの市の名前「魚津市」/],
    ['となみ町、入善町の例', /「入善町」/],
    ['市の手順書が優先です', /「市」は町や村では合いません/],
    ['市長の声で電話がありました', /「市長」/],
    ['市民へ知らせます', /「市民」/],
    ['本市では行いません', /「本市」/],
  ])('finds what belongs to one city: %s', (text, reason) => {
    expect(cityFactReasons(text, 'lesson')).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    '他市の例を調べ、市場の価格と市販の製品を見る',
    '都市の課題、市町村の数、A市とB市、政令指定都市の例',
    '{{city.kind}}の決まりと{{city.head}}と{{city.kind}}民',
  ])('leaves alone what every city can read: %s', (text) => {
    expect(cityFactReasons(text, 'lesson')).toEqual([]);
  });

  it('asks for words without a municipality where no variable can stand', () => {
    expect(cityFactReasons('市の計画', 'fixed')).toEqual([expect.stringMatching(/限らない言い方/)]);
  });
});

const forms = (word: string, short = word) => ({ word, short });

/** Three cities: one with 部, a small 町 without, and one whose words are long. */
const CITIES = [
  new Words({ city_name: forms('魚津市') }),
  new Words({
    city_name: forms('朝日町'),
    program_office: forms('総務課'),
    role_leader: forms('まちのDX係', 'DX係'),
    unit_head: forms('課長'),
  }),
  new Words({
    city_name: forms('ひがしみなとみらい市'),
    program_office: forms('政策経営部デジタル変革推進担当課長付デジタル推進係'),
    role_leader: forms('業務変革デジタル推進責任者'),
    role_supporter: forms('職場のデジタルよろず相談員'),
    security_contact: forms(
      '政策経営部情報政策課情報セキュリティ統括係(内線12345・夜間は守衛室経由)',
    ),
    dx_plan: forms('第3次ひがしみなとみらい市デジタル変革推進計画(後期基本計画)'),
  }),
] as const;

describe('All courses, read in three cities', () => {
  const written = new CourseReader(COURSES).read();

  it('hold no fact of one city and no unknown variable', () => {
    expect(cityFactProblems(written)).toEqual([]);
  });

  it.each(CITIES.map((words) => [words.full('city_name'), words] as const))(
    'leave no variable open and name no other city: %s',
    (name, words) => {
      const read = authoredTexts(inWords(written, words.inLessons)).filter(
        ({ place }) => place !== 'fixed',
      );
      const whole = read.map(({ text }) => text).join('\n');
      expect(whole).not.toMatch(/\{\{|\}\}|未設定|undefined/);
      const others = CITIES.map((city) => city.full('city_name')).filter((it) => it !== name);
      for (const other of others) expect(whole).not.toContain(other);
      expect(whole).toContain(words.full('program_office'));
      expect(whole).toContain(`${name}${words.full('program_office')}`);
    },
  );

  it('speak of the 町 where it is one', () => {
    const town = authoredTexts(inWords(written, CITIES[1].inLessons)).filter(
      ({ place }) => place !== 'fixed',
    );
    const own = /(?<![\p{Script=Han}A-Z])市(?:の|が|は|長|役所|民|全体)/u;
    expect(town.filter(({ text }) => own.test(text))).toEqual([]);
    const whole = town.map(({ text }) => text).join('\n');
    expect(whole).toContain('町の手順書');
    expect(whole).toContain('町長');
    expect(whole).toContain('町役場');
    const lessons = town.filter(({ place }) => place !== 'glossary');
    expect(lessons.filter(({ text }) => text.includes('DX推進リーダー'))).toEqual([]);
  });
});
