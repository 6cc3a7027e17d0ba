/** Every step from an empty file to today's tables, oldest first. Steps are added, never changed. */
import type { Migration } from '../migrate.ts';
import { documents } from './0010-documents.ts';
import { facts } from './0020-facts.ts';
import { drops } from './0030-drops.ts';
import { access } from './0040-access.ts';
import { batches } from './0050-batches.ts';
import { devices } from './0060-devices.ts';
import { streams } from './0070-streams.ts';
import { watermarks } from './0071-watermarks.ts';
import { signups } from './0080-signups.ts';
import { effects } from './0090-effects.ts';
import { releases } from './0091-releases.ts';
import { batchEpochs } from './0092-batch-epochs.ts';
import { platform } from './0100-platform.ts';
import { acts } from './0101-acts.ts';
import { pins } from './0105-pins.ts';
import { dropKinds } from './0110-drop-kinds.ts';
import { sequences } from './0111-sequences.ts';
import { commentDesk } from './0115-comment-desk.ts';
import { stretches } from './0120-stretches.ts';
import { audit } from './0135-audit.ts';
import { clearedPins } from './0140-cleared-pins.ts';

export const migrations: readonly Migration[] = [
  documents,
  facts,
  drops,
  access,
  batches,
  devices,
  streams,
  watermarks,
  signups,
  effects,
  releases,
  batchEpochs,
  platform,
  acts,
  pins,
  dropKinds,
  sequences,
  commentDesk,
  stretches,
  audit,
  clearedPins,
];
