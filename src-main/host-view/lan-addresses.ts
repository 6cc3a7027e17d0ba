/** The addresses under which other devices of the same networks reach this machine. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** IPv4, private networks first: a tablet beside the camera is on one of those. Loopback alone where there is no network. */
export function lanAddresses(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): string[] {
  const found = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    // Link-local addresses are what a machine gives itself where nobody gave it one.
    .filter((address) => !address.startsWith('169.254.'));
  const sorted = [...new Set(found)].sort((a, b) => Number(isPrivate(b)) - Number(isPrivate(a)));
  return sorted.length > 0 ? sorted : ['127.0.0.1'];
}

/** RFC 1918. */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}
