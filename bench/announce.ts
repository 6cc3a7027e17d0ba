/**
 * An announcement to 240 and to 5,000 groups, on real desks with their own hubs in workers: what preview and dry run
 * take, side by side with filling the variables alone. Nothing is ever sent: the robots' addresses are WeCom's own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { SheetAnswers, SheetPreview } from '#shared/contract/sheet.ts';
import { renderPost } from '#shared/domain/post/render.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { createDesk } from '../src-main/desk/create-desk.ts';
import type { DeskRouter } from '../src-main/desk/router.ts';
import { workerHub } from '../src-main/desk/worker-hub.ts';
import { fileSecrets } from '../src-main/web/file-secrets.ts';
import { spreadOf, spreadText } from './figures.ts';

const SIZES = [240, 5000] as const;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 3;
const PLACES = ['杭州', '成都', '深圳', '武汉', '广州'];
const TEXT = [
  '【{{group.name}}】的姐妹们，{{group.owner}}喊你来！{{show.host}}今晚直播间返场「{{show.title}}」',
  '{{product.name}}（{{product.spec}}）直播价 {{product.price}}，日常价 {{product.listPrice}}',
  '{{product.points}}，{{product.mechanics}}',
  '{{group.brand}} · {{group.tags}}',
].join('\n');

type Client = RouterClient<DeskRouter>;
type Size = (typeof SIZES)[number];
const kinds = ['render', 'preview', 'dryRun'] as const;
type Kind = (typeof kinds)[number];
type Subject = Readonly<Record<Kind, () => number | Promise<number>>>;

export async function benchAnnounce(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const subjects = new Map<Size, Subject>();
  for (const size of SIZES) subjects.set(size, await openSubject(opened, size));

  const ms = new Map(SIZES.map((size) => [size, { render: [], preview: [], dryRun: [] } as Samples]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    // Neither size is always the one that comes after the other.
    for (const size of round % 2 === 0 ? SIZES : SIZES.toReversed()) {
      for (const kind of kinds) {
        const tookMs = await timed(size, subjects.get(size)?.[kind]);
        if (round >= 0) ms.get(size)?.[kind].push(tookMs);
      }
    }
  }
  report((size, kind) => spreadOf(ms.get(size)?.[kind] ?? []));
}

type Samples = Record<Kind, number[]>;

async function timed(size: number, run: Subject[Kind] | undefined): Promise<number> {
  const startMs = performance.now();
  const groups = await run?.();
  const tookMs = performance.now() - startMs;
  if (groups !== size) throw new Error(`${groups} groups were filled completely instead of ${size}`);
  return tookMs;
}

/** A desk with so many groups and one announcement; each function answers how many groups it filled completely. */
async function openSubject(opened: AsyncDisposableStack, size: number): Promise<Subject> {
  const client = await openDesk(opened);
  const { showId, runId } = await client.show.create({
    title: '618 第一场',
    currency: 'CNY',
    hostName: '阿宁',
  });
  const target = { to: 'show', showId } as const;
  await importCsv(client, 'products', productCsv(), target);
  await importCsv(client, 'groups', groupCsv(size), { to: 'groups' });
  const groups = await client.group.list();
  const show = (await client.show.list())[0]?.show;
  const [product] = (await client.rundown.get({ runId })).products;
  if (!show || !product || groups.length !== size) throw new Error('the desk was not filled');
  const post = { showId, productId: product.id, title: '返场预告', text: TEXT, tags: [] };
  const { postId } = await client.post.save({ id: null, ...post });
  for await (const { sync } of await client.app.watch()) {
    if (sync.hub === 'online' && sync.outboxCount === 0) break;
  }

  return {
    render: () =>
      groups.filter((group) => renderPost(TEXT, { show, product, group }).unfilled.length === 0).length,
    async preview() {
      const { rendered, blockedCount } = await client.post.preview(post);
      return rendered.length - blockedCount;
    },
    async dryRun() {
      const { deliveries, blockedCount, complete } = await client.batch.plan({ postId, runKind: 'live' });
      if (!complete) throw new Error('the hub was away');
      return deliveries.length - blockedCount;
    },
  };
}

/** A new profile, its folder removed in the end. */
async function openDesk(opened: AsyncDisposableStack): Promise<Client> {
  const dataDir = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const root = new URL('../', import.meta.url);
  const desk = await createDesk({
    ...{ host: 'web', version: '0', dataDir, resourcesDir: fileURLToPath(new URL('resources', root)) },
    rendererDir: fileURLToPath(new URL('out/renderer', root)),
    ...{ demo: false, remoteHub: null, clock: systemClock, ids: uuidIds, secrets: fileSecrets(dataDir) },
    log: { info: () => undefined, error: (_message, error) => process.stderr.write(`${error}\n`) },
    checkFile: async () => [],
    startOwnHub: workerHub(new URL('src-hub/worker.ts', root), (error) => {
      throw error;
    }),
  });
  opened.defer(() => desk.close());
  return createRouterClient(desk.router);
}

async function importCsv(
  client: Client,
  kind: 'products' | 'groups',
  csv: string,
  target: Parameters<Client['sheet']['accept']>[0]['target'],
): Promise<void> {
  const base64 = Buffer.from(csv).toString('base64');
  const { sheetId, preview } = await client.sheet.open({ kind, fileName: `${kind}.csv`, base64 });
  await client.sheet.answer({ sheetId, answers: withWarningsAccepted(preview) });
  await client.sheet.accept({ sheetId, target });
}

function withWarningsAccepted({ rows }: SheetPreview): SheetAnswers {
  const answered = [...rows].map(({ rowKey, problems }) => {
    const accepted = problems.filter(({ severity }) => severity === 'warning').map(({ key }) => key);
    return [rowKey, { accepted }] as const;
  });
  return { rows: Object.fromEntries(answered) };
}

function productCsv(): string {
  return '名称,款号,规格,日常价,直播价,机制/赠品,卖点\n纯棉柔巾,MR-0601,100抽*6包,59.9,39.9,拍1发6,加厚不掉絮\n';
}

/** Every third is an internal group with a robot, as in the sample's 240. */
function groupCsv(size: number): string {
  const rows = Array.from({ length: size }, (_, at) => {
    const place = PLACES[at % PLACES.length];
    const platform = at % 3 === 2 ? '企业微信内部群' : '企业微信客户群';
    const robot = at % 3 === 2 ? `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=bench-${at}` : '';
    return `${place}宝妈${at + 1}群,团长${(at % 40) + 1},${platform},${100 + (at % 400)},宝妈;${place},母婴线,${robot}`;
  });
  return `群名称,群主,平台,人数,标签,所属品牌,机器人地址\n${rows.join('\n')}\n`;
}

function report(spread: (size: Size, kind: Kind) => ReturnType<typeof spreadOf>): void {
  const names = { render: 'variables alone', preview: 'preview', dryRun: 'dry run' };
  const [few, many] = SIZES;
  print(`announcement to all groups, ms, ${ROUNDS} rounds, interleaved:`);
  for (const kind of kinds) {
    for (const size of SIZES) {
      const took = spread(size, kind);
      const floor = took.median / spread(size, 'render').median;
      const overFloor = kind === 'render' ? '' : `, ${floor.toFixed(1)} × variables alone`;
      const name = `${names[kind].padEnd(15)} ${size.toLocaleString('en').padStart(5)} groups`;
      print(
        `  ${name} ${spreadText(took, 2)}, ${((took.median / size) * 1000).toFixed(1)} µs a group${overFloor}`,
      );
    }
    const perGroup = spread(many, kind).median / many / (spread(few, kind).median / few);
    print(
      `    a group among ${many.toLocaleString('en')} against one among ${few}: ratio ${perGroup.toFixed(2)}`,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
