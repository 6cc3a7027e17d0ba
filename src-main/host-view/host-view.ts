/**
 * The host view of this console: closed until somebody opens it. What has to outlive a crash in the middle of a
 * broadcast is kept: which run it shows, its port, and the keys of the tablets that are in; so they come back by
 * themselves.
 */
import { z } from 'zod';
import type { DropStatus } from '#shared/contract/drop.ts';
import type { HostViewState } from '#shared/contract/host.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { DocumentReader, FactTarget } from '#shared/sync/document-store.ts';
import type { Ids } from '#shared/sync/ids.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { DeskLog } from '../desk/ports.ts';
import type { RendererFiles } from '../web/renderer-files.ts';
import { type HostDoor, hostDoor, keptViewerSchema } from './host-door.ts';
import { hostRouter } from './host-router.ts';
import { type HostServer, serveHostView } from './host-server.ts';
import { type HostStage, hostStage } from './host-stage.ts';
import { lanAddresses } from './lan-addresses.ts';

export const keptHostViewSchema = z.object({
  viewerDelayMs: z.int().min(0).default(0),
  port: z.int().default(0),
  open: z
    .object({ sessionId: z.string(), runId: z.string(), viewers: z.array(keptViewerSchema) })
    .nullable()
    .default(null),
});
export type KeptHostView = z.infer<typeof keptHostViewSchema>;

/** The documents that a host view shows, and what its host may change. */
export interface HostViewSource {
  readonly sessionId: string;
  readonly view: DocumentReader;
  readonly answered: (questionId: string) => Promise<void>;
}

export interface HostViewPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly timers: Timers;
  readonly log: DeskLog;
  readonly files: RendererFiles;
  readonly load: () => KeptHostView;
  readonly save: (kept: KeptHostView) => void;
  readonly onNews: () => void;
}

export interface HostView {
  state(): HostViewState;
  /** Throws the system's error where no port can be had. */
  open(source: HostViewSource, runId: string): Promise<void>;
  /** Takes up again what was open when the console ended. */
  resume(sourceOf: (sessionId: string) => HostViewSource | null): Promise<void>;
  /** Documents of the console may have changed. */
  refresh(): void;
  stage(): HostStage | null;
  /** Drops of a show have moved: a countdown before buyers is one before the host too, the viewer delay earlier. */
  dropsMoved(sessionId: string, target: FactTarget, drops: readonly DropStatus[]): void;
  renewCode(): void;
  removeViewer(viewerId: string): void;
  setDelay(viewerDelayMs: number): void;
  /** Lets every tablet go for good. */
  close(): Promise<void>;
  /** The console ends: tablets wait for it to come back. */
  stop(): Promise<void>;
}

interface Opened {
  readonly sessionId: string;
  readonly door: HostDoor;
  readonly stage: HostStage;
  readonly server: HostServer;
  readonly connected: Set<string>;
}

export function hostView(ports: HostViewPorts): HostView {
  const { clock, ids, timers, log } = ports;
  let opened: Opened | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const onError = (error: unknown) => log.error('the host view failed', error);

  function keep(): void {
    const kept = ports.load();
    ports.save({
      ...kept,
      port: opened?.server.port ?? kept.port,
      open: opened && {
        sessionId: opened.sessionId,
        runId: opened.stage.runId(),
        viewers: [...opened.door.viewers()],
      },
    });
  }

  async function start(source: HostViewSource, runId: string, kept: KeptHostView): Promise<void> {
    const door = hostDoor(clock, ids, kept.open?.viewers ?? []);
    const stage = hostStage(
      {
        ...{ clock, ids, timers, view: source.view, answered: source.answered, onError },
        onNews: ports.onNews,
      },
      runId,
    );
    const connected = new Set<string>();
    const server = await serveHostView({
      port: kept.port,
      router: hostRouter(stage, log),
      files: ports.files,
      enter(secret, device) {
        const entry = door.enter(secret, device);
        if ('viewer' in entry && entry.newKey !== null) keep();
        return entry;
      },
      onConnected(viewerId) {
        connected.add(viewerId);
        ports.onNews();
      },
      onGone(viewerId) {
        connected.delete(viewerId);
        ports.onNews();
      },
    });
    opened = { sessionId: source.sessionId, door, stage, server, connected };
    keep();
    ports.onNews();
  }

  async function end(forget: boolean): Promise<void> {
    if (!opened) return;
    const { stage, server } = opened;
    if (forget) {
      opened = null;
      keep();
    }
    stage.close();
    await server.close();
    opened = null;
    ports.onNews();
  }

  return {
    state() {
      const { viewerDelayMs } = ports.load();
      if (!opened) return { open: null, viewerDelayMs };
      const { door, stage, server, connected } = opened;
      const code = door.code();
      return {
        viewerDelayMs,
        open: {
          runId: stage.runId() as NonNullable<HostViewState['open']>['runId'],
          urls: lanAddresses().map((address) => `http://${address}:${server.port}/host#code=${code.text}`),
          codeEndsAt: code.endsAt,
          viewers: door
            .viewers()
            .map(({ id, device, since }) => ({ id, device, since, connected: connected.has(id) })),
          ...stage.state(),
        },
      };
    },
    open: (source, runId) =>
      alone(async () => {
        if (opened && opened.sessionId === source.sessionId) {
          opened.stage.show(runId);
          keep();
          return;
        }
        await end(true);
        await start(source, runId, { ...ports.load(), open: null });
      }),
    resume: (sourceOf) =>
      alone(async () => {
        const kept = ports.load();
        const source = kept.open && sourceOf(kept.open.sessionId);
        if (kept.open && source) await start(source, kept.open.runId, kept);
      }),
    refresh: () => opened?.stage.refresh(),
    stage: () => opened?.stage ?? null,
    dropsMoved(sessionId, target, drops) {
      if (opened?.sessionId !== sessionId) return;
      opened.stage.dropsMoved(target, drops, ports.load().viewerDelayMs).catch(onError);
    },
    renewCode() {
      opened?.door.renewCode();
      ports.onNews();
    },
    removeViewer(viewerId) {
      opened?.door.remove(viewerId);
      opened?.server.dismiss(viewerId);
      keep();
      ports.onNews();
    },
    setDelay(viewerDelayMs) {
      ports.save({ ...ports.load(), viewerDelayMs });
      ports.onNews();
    },
    close: () => alone(() => end(true)),
    stop: () => alone(() => end(false)),
  };
}
