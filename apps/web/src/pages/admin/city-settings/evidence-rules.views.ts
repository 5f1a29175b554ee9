import type { EvidenceRules } from '@app/certifications';
import type { ScannerState } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { stateChip } from '../../../shell/signs';
import { settingsFrame } from './city-settings.parts';

export type EvidenceField = keyof EvidenceRules;

const SCANNER_TEXTS: Readonly<Record<ScannerState, string>> = {
  off: 'ウイルス検査(ClamAV)は設定されていません。使うときは、サーバーの CLAMD_SOCKET に接続先を指定します。',
  ready: '送られたファイルは、すべてウイルス検査をします。',
  unreachable:
    'ウイルス検査(ClamAV)に接続できません。その間、ファイルは受け取りません。サーバーの clamd が動いているか、CLAMD_SOCKET の接続先が正しいか、確かめてください。',
};

export function evidenceFields(rules: EvidenceRules): Readonly<Record<EvidenceField, string>> {
  return {
    dailyFiles: String(rules.dailyFiles),
    dailyMegabytes: String(rules.dailyMegabytes),
    totalMegabytes: String(rules.totalMegabytes),
    withdrawnDays: String(rules.withdrawnDays),
  };
}

export function evidenceRulesView(
  form: FormView<EvidenceField>,
  { scanner, canManage }: { readonly scanner: ScannerState; readonly canManage: boolean },
) {
  const { dailyFiles, dailyMegabytes, totalMegabytes, withdrawnDays } = form.fields;
  return {
    ...settingsFrame('/evidence', '証明書類'),
    summary: `1人1日${dailyFiles.value}件・${dailyMegabytes.value}MB、合わせて${totalMegabytes.value}MBまで受け取ります。取り下げた報告の証明書類は、${withdrawnDays.value}日たつと削除します。`,
    scanner: { chip: stateChip(`scanner.${scanner}`), text: SCANNER_TEXTS[scanner] },
    canManage,
    form,
  };
}
