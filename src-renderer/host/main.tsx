import '../app/zod-first.ts';
import '../app/nonce.ts';
import '../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../app/i18n.ts';
import { HostApp } from './HostApp.tsx';
import { keepHostConnected } from './host-wire.ts';
import { startLooks } from './looks.ts';

startI18n();
startLooks();
void keepHostConnected();

const root = document.getElementById('root');
if (!root) throw new Error('host.html has no #root');
createRoot(root).render(
  <StrictMode>
    <HostApp />
  </StrictMode>,
);
