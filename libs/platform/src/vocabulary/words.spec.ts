import { fillAllWords } from './lesson-words';
import { fillWords, withWords, words, Words } from './words';

const other = new Words({
  role_leader: { word: 'DX推進員', short: '推進員' },
  program_office: { word: 'デジタル課', short: 'デジタル課' },
});

describe('Words', () => {
  it('are the standard ones until a city sets its own', () => {
    expect(words.leader).toBe('リーダー');
    expect(words.leaderTitle).toBe('DX推進リーダー');
    expect(words.unit + words.unitHead + words.course + words.hr).toBe('課所属長講座人事');
  });

  it('are the ones of the request in which they are used, also behind a wait', async () => {
    const told = withWords(other, async () => {
      await Promise.resolve();
      return `${words.leaderTitle}、${words.leader}、${words.supporter}、${words.programOffice}`;
    });
    expect(await told).toBe('DX推進員、推進員、サポーター、デジタル課');
    expect(words.leader).toBe('リーダー');
  });

  it('fill a text that names them', () => {
    const text = '{leader}がいない{unit}({programOffice})';
    expect(fillWords(text)).toBe('リーダーがいない課(DX推進室)');
    expect(withWords(other, () => fillWords(text))).toBe('推進員がいない課(デジタル課)');
    expect(() => fillWords('{boss}')).toThrow('No word is called boss');
  });

  it('stand in lessons under the names that lessons use', () => {
    expect(other.inLessons['dx_office']).toBe('デジタル課');
    expect(other.inLessons['ai_rule']).toBe('庁内の生成AI利用ルール');
  });

  it('know the kind of municipality by the end of its name', () => {
    const named = (name: string) => {
      const { kind, head, hall } = new Words({ city_name: { word: name, short: name } }).inLessons;
      return [kind, head, hall].join('');
    };
    expect(named('朝日町')).toBe('町町長町役場');
    expect(named('舟橋村')).toBe('村村長村役場');
    expect(named('魚津市')).toBe('市市長市役所');
    expect(named('東部広域連合')).toBe('市市長市役所');
  });

  it('are put into every text of a question, whatever its shape', () => {
    const question = {
      stem: '{{city.dx_office}}は?',
      choices: ['{{city.leader_short}}', '{{city.x}}'],
    };
    expect(fillAllWords(question, other.inLessons)).toEqual({
      stem: 'デジタル課は?',
      choices: ['推進員', '(未設定)'],
    });
  });
});
