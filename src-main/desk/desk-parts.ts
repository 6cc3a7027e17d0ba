/** What the routers of a desk work with. */
import type { AppInfo, AppState } from '#shared/contract/desk.ts';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import type { AtConsole } from '#shared/domain/show/show.schema.ts';
import type { ConsoleRepo } from '../cache/console.repo.ts';
import type { KeptReportRepo } from '../cache/kept-report.repo.ts';
import type { OpNoteRepo } from '../cache/op-note.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { HostView } from '../host-view/host-view.ts';
import type { SheetDesk } from '../sheets/sheet-desk.ts';
import type { Away } from '../sync/away.ts';
import type { BatchRooms } from '../sync/batch-rooms.ts';
import type { Channel } from '../sync/channel.ts';
import type { HubSession } from '../sync/hub-session.ts';
import type { LiveRooms } from '../sync/live-rooms.ts';
import type { HowOften, LocalDocuments } from '../sync/local-documents.ts';
import type { PostReleases } from '../sync/post-releases.ts';
import type { Acts } from './acts.ts';
import type { ChecklistDesk } from './checklist-desk.ts';
import type { ConsoleLock } from './console-lock.ts';
import type { LiveShows } from './live-shows.ts';
import type { DeskPorts } from './ports.ts';
import type { Machine } from './profile-files.ts';
import type { PushDesk } from './push-desk.ts';
import type { Sessions } from './sessions.ts';
import type { TillDesk } from './till-desk.ts';

export interface DeskParts {
  readonly sessionId: string;
  /** Of this console, in all its sessions. */
  readonly deviceId: string;
  readonly ports: DeskPorts;
  /** Of the console, whatever session it shows. */
  readonly lock: ConsoleLock;
  /** What was done here, and the way back. */
  readonly acts: Acts;
  /** Who is signed in here, as the hub last said. */
  person(): { readonly personId: string; readonly personName: string };
  readonly documents: LocalDocuments;
  readonly outbox: OutboxRepo;
  /** The outbox in a person's words. */
  readonly notes: OpNoteRepo;
  readonly away: Away;
  readonly console: ConsoleRepo;
  readonly session: HubSession;
  readonly sheets: SheetDesk;
  readonly live: LiveRooms;
  readonly batches: BatchRooms;
  readonly releases: PostReleases;
  readonly liveShows: LiveShows;
  /** What this console says of itself where others are to read who did something. */
  readonly asConsole: () => Pick<AtConsole, 'personName' | 'deviceName'>;
  readonly push: PushDesk;
  readonly till: TillDesk;
  readonly checklist: ChecklistDesk;
  /** Reports as the hub last gave them. */
  readonly reports: KeptReportRepo;
  /** All hubs of this console; every other part here is of one of them. */
  readonly sessions: Sessions;
  /**
   * Does it at once on this desk. With the hub there, its verdict is waited for briefly, so that a refusal reaches the
   * person who pressed rather than the tray. Throws `AppError`.
   */
  mutate<N extends MutationName>(name: N, input: MutationInput<N>, how?: HowOften): Promise<void>;
  /** Orders an effect: `effect/expired` when the hub is not reached within seconds. */
  command: (command: Parameters<HubSession['command']>[0]) => Promise<void>;
  /** The console's one host view, whatever session it shows. */
  readonly hostView: HostView;
  readonly machine: Machine;
  /** Why nothing else of this desk answers; null for one that works. */
  readonly rescueReason: AppInfo['rescue'];
  watchApp(): Channel<AppState>;
}
