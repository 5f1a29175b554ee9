import { READINESS_SETTINGS } from '@app/practice';
import { SAMPLE_BLUEPRINT } from '../../libs/practice/src/readiness/readiness.samples';
import { GROWING_WORLD, PLAIN_WORLD, WORLD_OF_ALL } from './readiness-cases';
import { runTrial } from './readiness-trial';
import type { World } from './readiness-world';

/**
 * The simulation of docs/readiness.md with 400 people: what chance does at this size is allowed for, a broken model is not. With so few
 * people in a band even a perfect model has a calibration error of about .02.
 */
const smallTrial = (world: World, looks: readonly number[]) =>
  runTrial({
    world,
    settings: READINESS_SETTINGS,
    blueprint: SAMPLE_BLUEPRINT,
    people: 400,
    fittedFrom: 400,
    looks,
    seed: 41,
  });

describe('readiness of simulated people', () => {
  const [few, many] = smallTrial(PLAIN_WORLD, [20, 100]);

  it('is calibrated from 20 answers, and better than saying the same to everybody', () => {
    for (const row of [few, many]) {
      expect(row?.calibrationError).toBeLessThan(0.045);
      expect(Math.abs(row?.bias ?? 1)).toBeLessThan(0.03);
    }
    expect(few?.skill).toBeGreaterThan(0.25);
    expect(many?.skill).toBeGreaterThan(0.45);
  });

  it('holds the true chance in four of five ranges', () => {
    for (const row of [few, many]) {
      expect(row?.covered).toBeGreaterThan(0.72);
      expect(row?.covered).toBeLessThan(0.88);
    }
  });

  it('is far better calibrated than the point estimate, which is therefore never shown', () => {
    expect(few?.ofThePoint).toBeGreaterThan(2 * (few?.calibrationError ?? 1));
  });

  it('finds the questions again', () => {
    expect(many?.itemCorrelation).toBeGreaterThan(0.94);
  });

  it('says nearly the same answer by answer as by the nightly fit', () => {
    expect(Math.abs((many?.online.bias ?? 1) - (many?.bias ?? 0))).toBeLessThan(0.02);
  });

  it('follows people who grow', () => {
    const [row] = smallTrial(GROWING_WORLD, [240]);
    expect(Math.abs(row?.bias ?? 1)).toBeLessThan(0.06);
    expect(row?.covered).toBeGreaterThan(0.68);
  });

  it('is not useless where the truth has all that the model does not know', () => {
    const [row] = smallTrial(WORLD_OF_ALL, [100]);
    expect(row?.calibrationError).toBeLessThan(0.11);
    expect(row?.skill).toBeGreaterThan(0.3);
  });
});
