import { QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../client/client.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { BootGate } from './BootGate.tsx';
import { router } from './routes.tsx';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={350}>
        <BootGate>
          <RouterProvider router={router} />
        </BootGate>
        <Toaster />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
