/** One unit of the demo city. `opened` / `closed` say on which side of the reorganisation it exists. */
export interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly parentCode: string;
  readonly kind: '部' | '局' | '課' | '室' | '支所';
  readonly headTitle: string;
  readonly regularStaff: number;
  readonly appointees: number;
  readonly change?: 'opened' | 'closed';
}

/** Where people of a closed unit go on the day of the reorganisation. */
export const SUCCESSOR_OF: Readonly<Record<string, string>> = { '0360': '0330', '0240': '0220' };

function unit(
  [code, name, kana, parentCode]: readonly [string, string, string, string],
  kind: DemoUnit['kind'],
  headTitle: string,
  [regularStaff, appointees]: readonly [number, number],
): DemoUnit {
  return { code, name, kana, parentCode, kind, headTitle, regularStaff, appointees };
}

/**
 * 30 units today in three levels. On 1 April of the running fiscal year the city founded DX推進室 out of 情報係室
 * and merged 高齢福祉課 into 社会福祉課.
 */
export const DEMO_UNITS: readonly DemoUnit[] = [
  unit(['0100', '総務部', 'ソウムブ', ''], '部', '部長', [0, 0]),
  unit(['0110', '総務課', 'ソウムカ', '0100'], '課', '課長', [12, 4]),
  unit(['0120', '人事課', 'ジンジカ', '0100'], '課', '課長', [9, 2]),
  unit(['0130', '財政課', 'ザイセイカ', '0100'], '課', '課長', [10, 2]),
  unit(['0140', '税務課', 'ゼイムカ', '0100'], '課', '課長', [22, 7]),
  unit(['0200', '企画部', 'キカクブ', ''], '部', '部長', [0, 0]),
  unit(['0210', '企画政策課', 'キカクセイサクカ', '0200'], '課', '課長', [11, 2]),
  unit(
    ['0211', '公共施設再編推進室', 'コウキョウシセツサイヘンスイシンシツ', '0210'],
    '室',
    '室長',
    [5, 1],
  ),
  {
    ...unit(['0220', 'DX推進室', 'ディーエックススイシンシツ', '0200'], '室', '室長', [6, 1]),
    change: 'opened',
  },
  unit(['0230', '広報広聴課', 'コウホウコウチョウカ', '0200'], '課', '課長', [8, 3]),
  {
    ...unit(['0240', '情報システム室', 'ジョウホウシステムシツ', '0200'], '室', '室長', [0, 0]),
    change: 'closed',
  },
  unit(['0300', '市民福祉部', 'シミンフクシブ', ''], '部', '部長', [0, 0]),
  unit(['0310', '市民課', 'シミンカ', '0300'], '課', '課長', [20, 12]),
  unit(['0311', '西支所', 'ニシシショ', '0310'], '支所', '所長', [4, 3]),
  unit(['0330', '社会福祉課', 'シャカイフクシカ', '0300'], '課', '課長', [24, 9]),
  unit(['0340', 'こども課', 'コドモカ', '0300'], '課', '課長', [22, 24]),
  unit(['0350', '健康センター', 'ケンコウセンター', '0300'], '課', '所長', [17, 8]),
  {
    ...unit(['0360', '高齢福祉課', 'コウレイフクシカ', '0300'], '課', '課長', [0, 0]),
    change: 'closed',
  },
  unit(['0400', '産業建設部', 'サンギョウケンセツブ', ''], '部', '部長', [0, 0]),
  unit(['0410', '商工観光課', 'ショウコウカンコウカ', '0400'], '課', '課長', [12, 4]),
  unit(['0420', '農林水産課', 'ノウリンスイサンカ', '0400'], '課', '課長', [15, 3]),
  unit(['0430', '都市計画課', 'トシケイカクカ', '0400'], '課', '課長', [14, 2]),
  unit(['0440', '建設課', 'ケンセツカ', '0400'], '課', '課長', [23, 3]),
  unit(['0500', '上下水道局', 'ジョウゲスイドウキョク', ''], '局', '局長', [0, 0]),
  unit(['0510', '水道課', 'スイドウカ', '0500'], '課', '課長', [13, 3]),
  unit(['0520', '下水道課', 'ゲスイドウカ', '0500'], '課', '課長', [11, 2]),
  unit(['0600', '会計課', 'カイケイカ', ''], '課', '会計管理者', [6, 2]),
  unit(['0700', '議会事務局', 'ギカイジムキョク', ''], '局', '局長', [6, 0]),
  unit(['0800', '教育委員会事務局', 'キョウイクイインカイジムキョク', ''], '部', '部長', [1, 0]),
  unit(['0810', '教育総務課', 'キョウイクソウムカ', '0800'], '課', '課長', [13, 8]),
  unit(['0820', '学校教育課', 'ガッコウキョウイクカ', '0800'], '課', '課長', [11, 16]),
  unit(['0900', '監査委員事務局', 'カンサイインジムキョク', ''], '局', '局長', [3, 1]),
];
