/** Sign-ups as a CSV that Excel and WPS open as it is: UTF-8 with a byte order mark, lines end with CR LF. */
import type { Signup } from '#shared/domain/signup/signup.schema.ts';

const HEADERS = ['姓名', '手机号', '社群', '报名时间', '登记设备', '同意内容'];

export function signupCsv(
  signups: readonly Omit<Signup, 'personId'>[],
  groupNames: ReadonlyMap<string, string>,
): string {
  const rows = signups.map(({ name, phone, groupId, consentAt, deviceName, consentText }) => [
    ...[name, phone, groupId === null ? '' : (groupNames.get(groupId) ?? groupId)],
    ...[consentAt, deviceName, consentText],
  ]);
  return `\uFEFF${[HEADERS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/**
 * A cell that begins like a formula is run by spreadsheets, also one that a stranger gave as their name; a tab before it
 * makes it text, and keeps the plus of a number.
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `\t${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
