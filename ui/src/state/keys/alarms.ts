import type { Binding } from './binding';

export const alarms = [] as const satisfies readonly Binding[];
