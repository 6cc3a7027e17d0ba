/**
 * The checklist before a show: every check by itself, so that one that fails hides no other. Pure. What could not be
 * looked at is a warning that says so: a show may go on from a basement, knowingly.
 */
import { type CheckId, checkIds } from './check-id.ts';
import {
  detailFindings,
  dropFindings,
  floorFindings,
  netPriceFindings,
  rundownFindings,
  timingFindings,
} from './check-plan.ts';
import { platformFindings, priceFindings, stockFindings } from './check-platform.ts';
import {
  approvalFindings,
  backupFindings,
  clockFindings,
  diskFindings,
  hostFindings,
  hubFindings,
} from './check-surroundings.ts';
import type { CheckLevel, CheckResult, Finding } from './checklist.schema.ts';
import { aboutNothing, type ChecklistFacts } from './checklist-facts.ts';

type Check = (facts: ChecklistFacts) => Finding[];

const checks: { readonly [C in CheckId]: Check } = {
  rundown: rundownFindings,
  floor: floorFindings,
  'net-price': netPriceFindings,
  platform: platformFindings,
  'platform-price': priceFindings,
  'platform-stock': stockFindings,
  details: detailFindings,
  timing: timingFindings,
  drops: dropFindings,
  approvals: approvalFindings,
  hub: hubFindings,
  backup: backupFindings,
  clock: clockFindings,
  disk: diskFindings,
  'host-view': hostFindings,
};

const asked: readonly CheckId[] = ['platform', 'platform-price', 'platform-stock'];

/** Every check, in the order in which a person reads them. `fails` hears of one that threw. */
export function checklist(
  facts: ChecklistFacts,
  fails: (check: CheckId, error: unknown) => void,
): CheckResult[] {
  return checkIds.map((check) => {
    const findings = foundBy(checks[check], check, facts, fails);
    return {
      ...{ check, findings, level: worstOf(findings) },
      waiting: facts.platformWaiting && asked.includes(check),
    };
  });
}

function foundBy(
  check: Check,
  name: CheckId,
  facts: ChecklistFacts,
  fails: (check: CheckId, error: unknown) => void,
): Finding[] {
  try {
    return check(facts);
  } catch (error) {
    fails(name, error);
    return [{ ...aboutNothing, code: 'unchecked', level: 'warning', facts: {} }];
  }
}

export function worstOf(findings: readonly Pick<Finding, 'level'>[]): CheckLevel {
  if (findings.some(({ level }) => level === 'error')) return 'error';
  return findings.length > 0 ? 'warning' : 'ok';
}
