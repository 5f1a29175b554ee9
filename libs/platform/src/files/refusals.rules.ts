import type { ActivePart } from './cleaning/protocol';
import { MAXIMUM_PAGES } from './cleaning/protocol';
import type { Refusal } from './file-cleaner';
import { type AcceptedType, labelsOf } from './file-kinds.rules';

const MEGABYTE = 1024 * 1024;
const TEN_THOUSAND = 10_000;

const PART_WORDS: Readonly<Record<ActivePart, string>> = {
  javascript: 'JavaScript(自動で動くプログラム)',
  automatic: '開いたときなどに自動で動く指示',
  launch: 'ほかのプログラムを起動する指示',
  attachment: '添付ファイル',
  xfa: 'XFA形式の入力フォーム',
  media: '動画・音声・3Dの部品',
  external: '外部へ送信する、または外部から読み込む指示',
  postscript: 'PostScriptのプログラム',
};

const FLAT =
  '開いて「印刷」から「PDFに保存(Microsoft Print to PDF)」で作り直したものを選んでください。';

/** Why a file is not taken, and what its owner can do: read beside the field it was chosen in. */
export function refusalText(refusal: Refusal, mediaType: AcceptedType): string {
  switch (refusal.reason) {
    case 'active':
      return `このPDFには、${refusal.parts.map((part) => PART_WORDS[part]).join('、')}が含まれているため受け取れません。${FLAT}`;
    case 'encrypted':
      return `このPDFは、パスワードや権限で保護されているため受け取れません。${FLAT}`;
    case 'too_many_pages':
      return `PDFが${String(refusal.pages)}ページあります。${String(MAXIMUM_PAGES)}ページまでです。必要なページだけを「印刷」から「PDFに保存」で取り出して、選び直してください。`;
    case 'too_many_pixels':
      return `画像が大きすぎます(${String(refusal.width)}×${String(refusal.height)}画素)。${largeNumber(refusal.most)}画素までです。小さくして保存し直したものを選んでください。`;
    case 'too_heavy':
      return `ファイルの作りが複雑すぎて、読み取れませんでした。${mediaType === 'application/pdf' ? FLAT : '画像を保存し直したものを選んでください。'}`;
    case 'unreadable':
    case 'disk':
      return `${labelsOf([mediaType])}として読めません。ファイルが壊れているか、途中で切れています。保存し直したものを選んでください。`;
  }
}

export function emptyText(): string {
  return 'ファイルが空です(0バイト)。正しいファイルを選び直してください。';
}

/** `kind`: where that kind may have less than others. */
export function tooLargeText(maximumBytes: number, kind?: AcceptedType): string {
  const limit = String(Math.floor(maximumBytes / MEGABYTE));
  const what = kind === undefined ? 'ファイル' : labelsOf([kind]);
  return `${what}が大きすぎます。${limit}MB以下にして、選び直してください。`;
}

export function unknownKindText(accept: readonly AcceptedType[]): string {
  return `${labelsOf(accept)}として読めません。${labelsOf(accept)}のどれかで保存し直したものを選んでください。`;
}

export function heicText(): string {
  return 'HEIC・HEIF(iPhoneなどの写真の形式)は受け取れません。iPhoneでは「設定」→「カメラ」→「フォーマット」で「互換性優先」を、Androidではカメラの設定で「高効率画像(HEIF)」を切って撮り直すか、写真をJPEGで保存し直したものを選んでください。';
}

export function otherNameText(mediaType: AcceptedType): string {
  return `ファイル名の末尾と中身(${labelsOf([mediaType])})が合いません。正しい末尾の名前にして、選び直してください。`;
}

export function infectedText(): string {
  return 'ウイルス検査で問題が見つかったため、受け取れませんでした。ファイルは保存していません。このファイルは開かずに、情報セキュリティの担当に連絡してください。';
}

/** 「5,100万」、「2億1,000万」: as it is read aloud; what is less than ten thousand is left out. */
function largeNumber(count: number): string {
  const tenThousands = Math.floor(count / TEN_THOUSAND);
  const [hundredMillions, rest] = [
    Math.floor(tenThousands / TEN_THOUSAND),
    tenThousands % TEN_THOUSAND,
  ];
  const high = hundredMillions === 0 ? '' : `${hundredMillions.toLocaleString('ja-JP')}億`;
  const low = rest === 0 && high !== '' ? '' : `${rest.toLocaleString('ja-JP')}万`;
  return `${high}${low}`;
}
