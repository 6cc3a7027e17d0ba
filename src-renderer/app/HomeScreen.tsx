import { KeptScreens } from '../several/KeptScreens.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { WelcomeScreen } from '../welcome/WelcomeScreen.tsx';
import { useCurrentShow } from './current-show.ts';

/** The live screen, or the welcome while there is no show at all. */
export function HomeScreen() {
  const { loading, show, run } = useCurrentShow();
  if (loading) return <Spinner />;
  if (!show || !run) return <WelcomeScreen />;
  return <KeptScreens run={run} />;
}
