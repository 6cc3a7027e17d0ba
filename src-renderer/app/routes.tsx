import { createBrowserRouter, Navigate } from 'react-router';
import { AuditScreen } from '../audit/AuditScreen.tsx';
import { CommunityScreen } from '../community/CommunityScreen.tsx';
import { HandoverScreen } from '../handover/HandoverScreen.tsx';
import { ReportsScreen } from '../reports/ReportsScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { SheetImportScreen } from '../sheets/SheetImportScreen.tsx';
import { TeamScreen } from '../team/TeamScreen.tsx';
import { TillScreen } from '../till/TillScreen.tsx';
import { WallScreen } from '../wall/WallScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { NotFound } from './NotFound.tsx';
import { ScreenCrash } from './ScreenCrash.tsx';
import { Shell } from './Shell.tsx';

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <ScreenCrash />,
    children: [
      {
        errorElement: <ScreenCrash />,
        children: [
          { index: true, element: <HomeScreen /> },
          { path: 'community', element: <CommunityScreen /> },
          { path: 'import', element: <Navigate to="/import/products" replace /> },
          { path: 'import/products', element: <SheetImportScreen key="products" kind="products" /> },
          { path: 'import/groups', element: <SheetImportScreen key="groups" kind="groups" /> },
          { path: 'audit', element: <AuditScreen /> },
          { path: 'handover', element: <HandoverScreen /> },
          { path: 'team', element: <TeamScreen /> },
          { path: 'till/:part?', element: <TillScreen /> },
          { path: 'wall', element: <WallScreen /> },
          { path: 'reports/:showId?/:runKind?', element: <ReportsScreen /> },
          { path: 'settings', element: <SettingsScreen /> },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
