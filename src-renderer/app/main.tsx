import './zod-first.ts';
import './nonce.ts';
import '../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followApp } from '../client/app-state.ts';
import { keepConnected } from '../client/connection.ts';
import { takeTokenFromAddress, watchAddressForToken } from '../client/token.ts';
import { App } from './App.tsx';
import { startI18n } from './i18n.ts';

takeTokenFromAddress();
watchAddressForToken();
startI18n();
void keepConnected();
followApp();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
