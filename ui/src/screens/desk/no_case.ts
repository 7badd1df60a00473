import type { NoCase } from '../../door';

/** What a call can be that is no case, in the order of the digits after Alt+X. */
export const no_cases: readonly NoCase[] = ['prank', 'silent', 'wrong_number', 'info', 'test', 'transferred'];
