/** What desks ask about the platform of live shows. Its secret comes in here and never goes out again. */
import { AppError } from '#shared/contract/errors.ts';
import type { PlatformSetting } from '#shared/contract/platform.ts';
import { may } from '#shared/domain/roles.ts';
import type { Platform } from '../connectors/connector.ts';
import {
  isAllowedShop,
  readShopSecret,
  SHOP_SECRET,
  shopSecretText,
} from '../connectors/shop/shop-secret.ts';
import { askHealth } from '../effects/act-platform.ts';
import type { AskingPorts } from '../effects/asking.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { DeskRequests } from './desk-requests.ts';

export type PlatformRequestName = 'platform' | 'setPlatform';

export interface PlatformRequestsPorts extends AskingPorts {
  readonly store: HubStore;
  readonly live: () => Promise<Platform>;
  readonly allowLoopback: boolean;
  /** Another platform is acted on from now on. */
  readonly onChanged: () => void;
}

export function createPlatformRequests(
  ports: PlatformRequestsPorts,
): Pick<DeskRequests, PlatformRequestName> {
  const { store, live, allowLoopback, onChanged } = ports;

  async function setting(): Promise<PlatformSetting> {
    const secret = await store.secret(SHOP_SECRET);
    const shop = secret === null ? null : readShopSecret(secret);
    const { state, reason } = await askHealth(ports, await live(), '');
    return { host: shop && new URL(shop.url).host, health: state, reason };
  }

  return {
    platform: setting,
    async setPlatform({ shop }, { device }) {
      if (!may(device.role, 'team')) throw new AppError('auth/role');
      if (shop && !isAllowedShop(shop.url, allowLoopback)) throw new AppError('platform/address');
      await store.putSecret(SHOP_SECRET, shop && shopSecretText(shop));
      onChanged();
      return setting();
    },
  };
}
