import { AppError } from '#shared/contract/errors.ts';
import { leaseIdOf, leftOf } from '#shared/domain/lease/lease.schema.ts';
import { needsSecondPerson } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { tillSums } from '#shared/domain/till/close.ts';
import { findProducts } from '#shared/domain/till/find-products.ts';
import type { Ticket } from '#shared/domain/till/ticket.schema.ts';
import type { DeskParts } from './desk-parts.ts';
import { localDay } from './local-day.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';
import { tillPlace } from './till-place.ts';

export function tillRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, till } = desk;
  const ofKind = <T extends { readonly runKind: RunKind }>(all: readonly T[], kind: RunKind) =>
    all.filter(({ runKind }) => runKind === kind);
  return {
    till: {
      get: os.till.get.handler(async ({ input }) => ({
        till: await documents.view.get('till', input.showId),
      })),
      setUp: os.till.setUp.handler(async ({ input }) => done(mutate('till.set-up', input))),
      products: os.till.products.handler(async ({ input }) => {
        const { show, place } = await tillPlace(desk, input.runId);
        const { runKind, deviceId, deviceName } = place;
        const [products, leases, free] = await Promise.all([
          documents.view.list('product', show.id),
          documents.view.list('lease', show.id),
          till.stock.free(show.id, runKind),
        ]);
        const leaseIds = new Set(documents.pendingAmong(leases.map(({ id }) => id)));
        return {
          ...{ showId: show.id, runKind, currency: show.currency, deviceId, deviceName },
          products: products.map((product) => {
            const id = leaseIdOf({ runKind, deviceId, productId: product.id });
            const lease = leases.find((one) => one.id === id) ?? null;
            return {
              ...product,
              productId: product.id,
              needsSecondPerson: needsSecondPerson(product),
              left: product.stockDeclared === null ? null : leftOf(lease),
              held: lease?.held ?? 0,
              free: free.get(product.id) ?? null,
              pending: leaseIds.has(id),
            };
          }),
        };
      }),
      find: os.till.find.handler(async ({ input }) => {
        const { show } = await tillPlace(desk, input.runId);
        const { scanned, matches } = findProducts(await documents.view.list('product', show.id), input.text);
        return { scanned: scanned?.id ?? null, productIds: matches.map(({ id }) => id) };
      }),
      tickets: os.till.tickets.handler(async ({ input: { runId, text, limit, own } }) => {
        const { show, place } = await tillPlace(desk, runId);
        const found: Ticket[] = [];
        for await (const page of till.tickets(show.id)) {
          const asked = page.filter(({ deviceId }) => !own || deviceId === place.deviceId);
          found.push(...ofKind(asked, place.runKind).filter((ticket) => isMeant(ticket, text)));
          if (found.length > limit) break;
        }
        const tickets = found.slice(0, limit);
        const pendingIds = documents.pendingAmong(tickets.map(({ id }) => id));
        return { tickets, more: found.length > limit, pendingIds };
      }),
      ticket: os.till.ticket.handler(async ({ input }) => {
        const ticket = await documents.view.get('ticket', input.ticketId);
        if (!ticket) throw new AppError('ticket/not-found');
        return { ticket, pending: documents.pendingAmong([ticket.id]).length > 0 };
      }),
      leases: os.till.leases.handler(async ({ input }) => {
        const { show, place } = await tillPlace(desk, input.runId);
        const leases = ofKind(await documents.view.list('lease', show.id), place.runKind);
        const pending = new Set(documents.pendingAmong(leases.map(({ id }) => id)));
        const names = new Map(
          (await documents.view.list('product', show.id)).map(({ id, name }) => [id, name]),
        );
        return leases.map((lease) => ({
          ...lease,
          productName: names.get(lease.productId) ?? '',
          left: leftOf(lease),
          self: lease.deviceId === place.deviceId,
          pending: pending.has(lease.id),
        }));
      }),
      close: os.till.close.handler(async ({ input: { runId, day } }) => {
        const { show, place } = await tillPlace(desk, runId);
        const tickets: Ticket[] = [];
        for await (const page of till.tickets(show.id)) tickets.push(...ofKind(page, place.runKind));
        const leases = ofKind(await documents.view.list('lease', show.id), place.runKind);
        const isIn = (at: string) => day === null || localDay(at) === day;
        const tills = tillSums(tickets, leases, isIn).map((sums) => ({
          ...sums,
          self: sums.deviceId === place.deviceId,
        }));
        return {
          ...{ day, runKind: place.runKind, currency: show.currency },
          tills: tills.sort((a, b) => Number(b.self) - Number(a.self)),
          ...till.unsent(),
          signups: till.signups.ofShow(show.id).filter(({ at }) => isIn(at)).length,
        };
      }),
    },
  };
}

function isMeant(ticket: Ticket, text: string): boolean {
  const asked = text.normalize('NFKC').trim().toLowerCase();
  return [ticket.label, ticket.buyerName, ticket.note, ...ticket.lines.map(({ title }) => title)].some(
    (part) => part.normalize('NFKC').toLowerCase().includes(asked),
  );
}
