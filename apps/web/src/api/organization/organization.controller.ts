import { Body, Controller, Get, Req } from '@nestjs/common';
import { auditActorOf, headsUnit, requireUnit, seesAllUnits, visibleDay } from '@app/access';
import {
  type ImportFile,
  type ImportInput,
  OrganizationImports,
  PeopleQueries,
  UnitQueries,
} from '@app/organization';
import { Clock, NotFound } from '@app/platform';
import type { z } from 'zod';
import { namedDay } from '../../shared/visible-day.rules';
import { parseForm } from '../../shell/forms';
import { actorOf, param, type PageRequest, whenGone } from '../../shell/http';
import { STAFF_FILES, STAFF_JSON_BYTES } from '../../shared/staff-files';
import { readUpload } from '../../shell/intake/request-uploads';
import { Allow, ApiCommand, Confirmed, Takes } from '../../shell/routes';
import { importAnswer, staffListAnswer, unitListAnswer } from './organization.answers';
import {
  asOfQuery,
  type ImportAnswer,
  importBody,
  importQuery,
  type StaffList,
  type UnitList,
} from './organization.schemas';

@Controller('api/v1')
export class OrganizationApiController {
  constructor(
    private readonly units: UnitQueries,
    private readonly people: PeopleQueries,
    private readonly imports: OrganizationImports,
    private readonly clock: Clock,
  ) {}

  @Get('units')
  @Allow('team.read')
  async listUnits(@Req() request: PageRequest): Promise<UnitList> {
    const actor = actorOf(request);
    const asOf = this.dayOf(request);
    const [units, heads, counts] = await Promise.all([
      this.units.listUnits(asOf),
      this.units.listHeads(asOf),
      this.units.countStaff(asOf),
    ]);
    const isVisible = (unit: { readonly id: string }) =>
      seesAllUnits(actor) || headsUnit(actor, unit.id);
    // Of a day on which the post was another's, sums only.
    const isNamed = asOf === namedDay(actor, asOf, this.clock.today());
    return unitListAnswer(asOf, { units, heads: isNamed ? heads : [], counts }, isVisible);
  }

  @Get('units/:code/staff')
  @Confirmed()
  @Allow('team.read')
  async listStaff(@Req() request: PageRequest): Promise<StaffList> {
    const actor = actorOf(request);
    const asOf = namedDay(actor, this.dayOf(request), this.clock.today());
    const unit = await this.units.findUnitByCode(param(request, 'code'), asOf);
    if (!unit) throw new NotFound();
    requireUnit(actor, unit.id);
    const below = await this.units.listUnitIdsBelow([unit.id], asOf);
    const ids = below.filter((id) => seesAllUnits(actor) || headsUnit(actor, id));
    return staffListAnswer(asOf, unit.code, await this.people.listStaffOfUnits(ids, asOf));
  }

  @ApiCommand('imports/organization')
  @Allow('organization.import')
  @Takes({ files: STAFF_FILES, jsonBytes: STAFF_JSON_BYTES })
  async importOrganization(
    @Req() request: PageRequest,
    @Body() body: unknown,
  ): Promise<ImportAnswer> {
    const { dryRun } = parseForm(importQuery, request.query);
    const form = parseForm(importBody, body);
    const input = await inputOf(request, form);
    const { samePersons: numbers, alarmsAccepted } = form;
    if (dryRun) return importAnswer(await this.imports.planOf(input, numbers), null);
    const by = auditActorOf(actorOf(request));
    const { batchId, plan } = await this.imports.importAtOnce(by, input, {
      numbers,
      alarmsAccepted,
    });
    return importAnswer(plan, batchId);
  }

  private dayOf(request: PageRequest) {
    const { asOf } = parseForm(asOfQuery, request.query);
    return visibleDay(actorOf(request), asOf, this.clock.today());
  }
}

async function inputOf(
  request: PageRequest,
  form: z.output<typeof importBody>,
): Promise<ImportInput> {
  const file = async (name: 'units' | 'postings'): Promise<ImportFile | undefined> => {
    const text = form[name];
    if (text === undefined) return readUpload(request, name);
    return { fileName: `${name}.csv`, bytes: Buffer.from(text) };
  };
  return {
    units: await file('units'),
    postings: await file('postings'),
    effectiveOn: form.effectiveOn,
    source: form.source,
    words: form.words,
    repairs: form.repairs,
    ...sheetsOf(form),
    gone: whenGone(request),
  };
}

/** Of files alone; a text in JSON has no sheets. */
function sheetsOf(form: object): Pick<ImportInput, 'unitsSheet' | 'postingsSheet'> {
  const { unitsSheet, postingsSheet } = form as Record<string, unknown>;
  return {
    ...(typeof unitsSheet === 'string' ? { unitsSheet } : {}),
    ...(typeof postingsSheet === 'string' ? { postingsSheet } : {}),
  };
}
