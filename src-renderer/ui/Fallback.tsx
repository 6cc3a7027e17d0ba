import { Component, type ReactNode } from 'react';

/** Keeps a part that breaks (a chunk that cannot be loaded, a drawing that throws) from taking the screen with it. */
export class Fallback extends Component<{ children: ReactNode; fallback: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
