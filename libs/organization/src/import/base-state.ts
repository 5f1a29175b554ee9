import type { LocalDate } from '@app/platform';
import type { Absence, EmploymentType, PostingKind, UnitKind } from '../vocabulary';
import type { PersonValues } from '../person/person-values.rules';
import type { RoleTime } from './base-facts';
import type { Dated } from './timeline.rules';

export interface UnitValue {
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly counts: boolean;
  readonly sortOrder: number;
}

export interface PostValue {
  readonly unitId: string;
  readonly kind: PostingKind;
  readonly title: string;
  readonly isManagerial: boolean;
}

export interface BaseUnit {
  readonly id: string;
  readonly code: string;
  readonly periods: readonly Dated<UnitValue>[];
  /** The units that it is known to have taken over from. */
  readonly predecessorIds?: readonly string[];
}

export interface BasePerson {
  readonly id: string;
  readonly staffNumber: string;
  readonly numbers: readonly Dated<string>[];
  /** Without a gap, from the beginning on. */
  readonly details: readonly Dated<PersonValues>[];
  readonly employments: readonly Dated<EmploymentType>[];
  readonly statuses: readonly Dated<Absence>[];
  readonly postings: readonly Dated<PostValue>[];
}

/** The organisation in the database when a plan is made. */
export interface BaseState {
  readonly fingerprint: string;
  readonly units: readonly BaseUnit[];
  readonly people: readonly BasePerson[];
  /** Any number ever given, to the person's id. */
  readonly personIds: ReadonlyMap<string, string>;
  readonly managerialTitles: ReadonlyMap<string, boolean>;
  readonly roles: readonly RoleTime[];
}

export interface UnitPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly value: UnitValue;
}

/** The units as they will be after the import, for looking up what the rows of people name. */
export class UnitDirectory {
  private readonly byCode = new Map<
    string,
    { readonly id: string; readonly periods: readonly UnitPeriod[] }
  >();
  private readonly codes = new Map<string, string>();

  constructor(
    units: readonly {
      readonly id: string;
      readonly code: string;
      readonly periods: readonly UnitPeriod[];
    }[],
  ) {
    for (const unit of units) {
      this.byCode.set(unit.code, unit);
      this.codes.set(unit.id, unit.code);
    }
  }

  codeList(): readonly string[] {
    return [...this.byCode.keys()];
  }

  find(code: string) {
    return this.byCode.get(code) ?? null;
  }

  /** 「0110 総務課」 as of a day; the nearest name when the unit is not in force then. */
  label(unitId: string, day: LocalDate): string {
    const code = this.codes.get(unitId) ?? '';
    const periods = this.byCode.get(code)?.periods ?? [];
    const own = periods.find(
      (period) => period.from <= day && (period.to === null || period.to > day),
    );
    return `${code} ${(own ?? periods.at(-1))?.value.name ?? ''}`.trim();
  }

  /** Ids of the units in force on a day, with their values. */
  inForce(day: LocalDate): ReadonlyMap<string, UnitValue> {
    const found = new Map<string, UnitValue>();
    for (const { id, periods } of this.byCode.values()) {
      const own = periods.find(
        (period) => period.from <= day && (period.to === null || period.to > day),
      );
      if (own) found.set(id, own.value);
    }
    return found;
  }

  /** The first day after the unit's last period; null when it has no end. */
  endOf(unitId: string): LocalDate | null {
    const periods = this.byCode.get(this.codes.get(unitId) ?? '')?.periods ?? [];
    return periods.at(-1)?.to ?? null;
  }
}
