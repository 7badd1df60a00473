import type { Binding } from './binding';

export const sign_in = [] as const satisfies readonly Binding[];
