import type { Connector } from './connector.ts';

/** No platform at all: claims come to the hub's own REST, so a drop is open as soon as the hub says so. */
export const houseConnector: Connector = {
  name: 'house',
  fireDrop: async () => undefined,
  stopDrop: async () => undefined,
};
