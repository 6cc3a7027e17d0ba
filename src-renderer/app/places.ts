import {
  ArrowRightLeft,
  ChartColumn,
  FileChartColumn,
  FileSpreadsheet,
  MonitorSmartphone,
  Radio,
  ScrollText,
  Settings2,
  Store,
  Users,
} from 'lucide-react';

/** The screens a person can go to: all of them by the palette, those with an icon by the rail, in this order. */
export const places = [
  { to: '/', command: 'go-live', word: 'live', icon: Radio },
  { to: '/wall', command: 'go-wall', word: 'wall', icon: ChartColumn },
  { to: '/reports', command: 'go-reports', word: 'reports', icon: FileChartColumn },
  { to: '/community', command: 'go-community', word: 'community', icon: Users },
  { to: '/till', command: 'go-till', word: 'till', icon: Store },
  { to: '/import/products', command: 'go-import', word: 'import', icon: FileSpreadsheet },
  { to: '/import/groups', command: 'go-import-groups', word: 'importGroups', icon: null },
  { to: '/handover', command: 'go-handover', word: 'handover', icon: ArrowRightLeft },
  { to: '/audit', command: 'go-audit', word: 'audit', icon: ScrollText },
  { to: '/team', command: 'go-team', word: 'team', icon: MonitorSmartphone },
  { to: '/settings', command: 'go-settings', word: 'settings', icon: Settings2 },
] as const;

/** Whether `pathname` is of that place: `/import/groups` is under the rail's `/import/products` too. */
export function isAt(pathname: string, to: string): boolean {
  return to === '/' ? pathname === '/' : pathname.split('/')[1] === to.split('/')[1];
}
