import { QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../client/client.ts';
import { ShownSession } from '../team/ShownSession.tsx';
import { Toaster } from '../ui/Toaster.tsx';
import { BootGate } from './BootGate.tsx';
import { router } from './routes.tsx';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={350}>
        <BootGate>
          <ShownSession>
            <RouterProvider router={router} />
          </ShownSession>
        </BootGate>
        <Toaster />
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
