import { Conflict, formatDateShort, InvalidInput } from '@app/platform';
import type { CertificationVersion } from './certification-versions.queries';

export function previewNeeded(): Conflict {
  return new Conflict(
    'certification.preview_needed',
    'まだ登録していません。この画面の人数は、いまの記録で数え直したものです。確かめてから、もう一度「変更を登録する」を押してください。',
  );
}

export function nothingToCheck(): Conflict {
  return new Conflict(
    'certification.nothing_to_check',
    '確かめることは残っていません。画面を開き直してご確認ください。',
  );
}

export function hasBegun({ version, validFrom }: CertificationVersion): Conflict {
  return new Conflict(
    'certification.has_begun',
    `第${String(version)}版は${formatDateShort(validFrom)}から使われているため、取りやめられません。改めるときは、新しい版を登録してください。`,
  );
}

export function isRelied(): Conflict {
  return new Conflict(
    'certification.is_relied_on',
    'ほかの資格の登録がこの版を前提にしているため、取りやめられません。先に、後継や「この資格で満たせる資格」にこの資格を選んだ版を取りやめるか、改めてください。',
  );
}

export function unchanged({ version }: CertificationVersion): Conflict {
  return new Conflict(
    'certification.unchanged',
    `入力した内容は、第${String(version)}版と同じです。登録していません。変えるところを入力し直してください。`,
  );
}

export function circular(
  circle: readonly string[],
  all: readonly Pick<CertificationVersion, 'code' | 'shortName'>[],
): InvalidInput {
  const names = circle.map((code) => all.find((it) => it.code === code)?.shortName ?? code);
  return new InvalidInput({
    countsAs: `満たせる資格が一周しています(${names.join(' → ')})。どれかを外してください。`,
  });
}
