/**
 * Robot addresses are secrets and a way into the network, so only the one known host is let through. Loopback is
 * for the demo's sandbox. There is no URL type in pure TypeScript, and none is needed: what does not have exactly
 * the allowed form is refused, which also refuses every trick with user names, ports and look-alike hosts.
 */
export const ROBOT_HOST = 'qyapi.weixin.qq.com';

const LONGEST = 500;
const urlForm = /^(https?):\/\/([^/?#\s\\]+)([/?#][^\s\\]*)?$/i;
const loopbackForm =
  /^(?:localhost|127(?:\.(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}|\[::1\])(?::(\d{1,5}))?$/i;

export type RobotJudgement = 'allowed' | 'not-url' | 'host';

export function judgeRobot(address: string, allowLoopback: boolean): RobotJudgement {
  const match = address.length > LONGEST ? null : urlForm.exec(address);
  if (match === null) return 'not-url';
  const [, scheme = '', authority = ''] = match;
  const loopback = loopbackForm.exec(authority);
  if (loopback !== null && Number(loopback[1] ?? 80) <= 65_535) return allowLoopback ? 'allowed' : 'host';
  const known = authority.toLowerCase().replace(/:443$/, '') === ROBOT_HOST;
  return known && scheme.toLowerCase() === 'https' ? 'allowed' : 'host';
}

/** Host alone, for words: never the path or key. */
export function robotHost(address: string): string {
  const authority = urlForm.exec(address)?.[2] ?? '';
  return authority.replace(/^.*@/, '').slice(0, 100);
}
